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
    private final LongConsumer written;

    private MdsShards(MdsDataset dataset, MdsProfile profile, String domain, LongConsumer written) {
        this.dataset = dataset;
        this.profile = profile;
        this.domain = domain;
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
                profile.columns(), List.of(ShardHash.SHA1), outputs.shardBytes(), Exports.compression(outputs));
        try {
            Files.createDirectories(folder);
            return new MdsShards(MdsDataset.create(folder, schema), profile, run.corpus(), written);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + folder + ": " + e.getMessage(), e);
        }
    }

    /** How many samples of a run go into each shard. */
    public static int samplesPerShard(RunSettings settings) {
        return MdsProfile.samplesPerShard(
                settings.sampleTokens(), settings.outputs().shardBytes());
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

    private static TrainingSample of(Packed.Sample sample) {
        List<Span> spans = new ArrayList<>();
        for (Packed.PackedUnit unit : sample.units()) {
            spans.add(new Span(unit.span().start(), unit.span().end()));
        }
        Packed.Span filler = sample.filler();
        if (filler != null) spans.add(new Span(filler.start(), filler.end()));
        return TrainingSample.of(sample.sample(), sample.tokens().toArray(), spans);
    }
}
