package io.entropylong.assembler.dataset;

import io.entropylong.common.message.Packed;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsDataset;
import io.entropylong.formats.mds.MdsProfile;
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

    private final LongConsumer written;

    private MdsShards(MdsDataset dataset, LongConsumer written) {
        this.dataset = dataset;
        this.written = written;
    }

    /**
     * @param folder that holds or will hold index.json
     * @param written told the size of each shard that is committed, in bytes
     * @throws UncheckedIOException when it cannot be read
     */
    public static MdsShards open(Path folder, LongConsumer written) {
        try {
            Files.createDirectories(folder);
            return new MdsShards(MdsDataset.create(folder, MdsProfile.PORTABLE.columns()), written);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int committed() {
        return Math.toIntExact(dataset.committedSamples());
    }

    @Override
    public void commit(List<Packed.Sample> samples) throws IOException {
        List<Map<String, Value>> rows = new ArrayList<>();
        for (Packed.Sample sample : samples) rows.add(MdsProfile.PORTABLE.row(of(sample), ""));
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
