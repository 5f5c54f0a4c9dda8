package io.entropylong.assembler.dataset;

import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsDataset;
import io.entropylong.formats.mds.MdsProfile;
import io.entropylong.formats.mds.MdsSchema;
import io.entropylong.formats.mds.ShardHash;
import io.entropylong.formats.mds.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Shards in MDS, the format that MosaicML Streaming opens; one attention span for each unit and one for the filler. */
public final class MdsShards implements Shards {
    private final MdsDataset dataset;
    private final MdsProfile profile;
    private final String domain;
    private final Outputs.LossMask mask;
    private final LongConsumer written;

    private MdsShards(
            MdsDataset dataset, MdsProfile profile, String domain, Outputs.LossMask mask, LongConsumer written) {
        this.dataset = dataset;
        this.profile = profile;
        this.domain = domain;
        this.mask = mask;
        this.written = written;
    }

    /**
     * @param folder that holds or will hold index.json
     * @param run says what the shards are like; its corpus is their domain
     * @param written told the size of each shard that is committed, in bytes
     * @throws UncheckedIOException when it cannot be read
     */
    public static MdsShards open(Path folder, RunRecorded run, LongConsumer written) {
        Outputs outputs = run.settings().outputs();
        MdsProfile profile =
                switch (outputs.mdsProfile()) {
                    case PORTABLE -> MdsProfile.PORTABLE;
                    case PROLONG -> MdsProfile.PROLONG;
                };
        MdsSchema schema = new MdsSchema(
                profile.columns(outputs.hasMask()),
                List.of(ShardHash.SHA1),
                outputs.shardBytes(),
                Exports.compression(outputs));
        try {
            Files.createDirectories(folder);
            return new MdsShards(MdsDataset.create(folder, schema), profile, run.corpus(), outputs.lossMask(), written);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + folder + ": " + e.getMessage(), e);
        }
    }

    /** How many samples of a run go into each shard. */
    public static int samplesPerShard(RunSettings settings) {
        return MdsProfile.samplesPerShard(
                settings.sampleTokens(),
                settings.outputs().hasMask(),
                settings.outputs().shardBytes());
    }

    @Override
    public int committed() {
        return Math.toIntExact(dataset.committedSamples());
    }

    @Override
    public void commit(List<Packed.Sample> samples) throws IOException {
        List<Map<String, Value>> rows = new ArrayList<>();
        for (Packed.Sample sample : samples) rows.add(profile.row(of(sample), domain));
        dataset.writeShard(dataset.committed().size(), rows);
        dataset.commit();
        written.accept(dataset.committed().getLast().stored().bytes());
    }

    private TrainingSample of(Packed.Sample sample) {
        List<Span> spans = new ArrayList<>();
        List<Span> roots = new ArrayList<>();
        for (Packed.PackedUnit unit : sample.units()) {
            spans.add(of(unit.span()));
            roots.add(of(unit.root()));
        }
        Packed.Span filler = sample.filler();
        if (filler != null) {
            spans.add(of(filler));
            roots.add(of(filler));
        }
        TrainingSample whole =
                TrainingSample.of(sample.sample(), sample.tokens().toArray(), spans);
        return switch (mask) {
            case NONE -> whole;
            case ROOT -> whole.trainedOn(roots);
        };
    }

    private static Span of(Packed.Span span) {
        return new Span(span.start(), span.end());
    }
}
