package io.entropylong.formats.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MdsProfileTest {
    @Test
    void shardOfFullSamplesStaysWithinTheLimit(@TempDir Path folder) throws Exception {
        assertThat(MdsProfile.samplesPerShard(131_072, false, MdsSchema.DEFAULT_SIZE_LIMIT))
                .isEqualTo(127);
        var sample = TrainingSample.of("s".repeat(64), new int[131_072], List.of(new Span(0, 131_072)));
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        dataset.writeShard(0, Collections.nCopies(127, MdsProfile.PORTABLE.row(sample, "")));
        dataset.commit();

        assertThat(Files.size(folder.resolve("shard.00000.mds"))).isBetween(66_500_000L, MdsSchema.DEFAULT_SIZE_LIMIT);
    }

    @Test
    void maskedSamplesTakeAByteMoreAToken(@TempDir Path folder) throws Exception {
        int samples = MdsProfile.samplesPerShard(4096, true, 1 << 20);
        List<TrainingSample> masked = List.of(TrainingSample.of("s", new int[4096], List.of(new Span(0, 4096)))
                .trainedOn(List.of(new Span(1000, 4096))));
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PROLONG.columns(true));
        dataset.writeShard(0, Collections.nCopies(samples, MdsProfile.PROLONG.row(masked.getFirst(), "books")));
        dataset.commit();

        assertThat(Files.size(folder.resolve("shard.00000.mds"))).isBetween(950_000L, 1L << 20);
        assertThat(MdsSamples.open(folder).read(0)).hasSize(samples).containsOnly(masked.getFirst());
    }

    @Test
    void sampleLargerThanTheLimitHasAShardOfItsOwn() {
        assertThat(MdsProfile.samplesPerShard(1 << 26, false, MdsSchema.DEFAULT_SIZE_LIMIT))
                .isEqualTo(1);
    }

    @Test
    void sampleIsReadBackAsWritten(@TempDir Path folder) throws Exception {
        TrainingSample sample = MdsDatasetTest.portable("a");
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        dataset.writeShard(0, List.of(MdsProfile.PORTABLE.row(sample, "")));
        dataset.commit();

        var read = new ArrayList<TrainingSample>();
        MdsSamples.open(folder).forEach(read::add);
        assertThat(read).containsExactly(sample);
    }

    @Test
    void spansThatDoNotCoverTheTokensAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSample.of("a", new int[5], List.of(new Span(0, 2), new Span(3, 5))))
                .withMessageContaining("gap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSample.of("a", new int[5], List.of()))
                .withMessageContaining("spans end at 0");
    }

    @Test
    void negativeTokenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSample.of("a", new int[] {1, -2}, List.of(new Span(0, 2))))
                .withMessage("token id -2");
    }
}
