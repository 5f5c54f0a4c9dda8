package io.entropylong.formats.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortableSampleTest {
    @Test
    void shardOfFullSamplesStaysWithinTheLimit(@TempDir Path folder) throws Exception {
        assertThat(PortableSample.perShard(131_072)).isEqualTo(127);
        var sample = PortableSample.of("s".repeat(64), new int[131_072], List.of(new Span(0, 131_072)));
        MdsDataset dataset = MdsDataset.create(folder, PortableSample.COLUMNS);
        dataset.writeShard(0, Collections.nCopies(127, sample.toValues()));
        dataset.commit();

        assertThat(Files.size(folder.resolve("shard.00000.mds"))).isBetween(66_500_000L, MdsSchema.DEFAULT_SIZE_LIMIT);
    }

    @Test
    void sampleLargerThanTheLimitHasAShardOfItsOwn() {
        assertThat(PortableSample.perShard(1 << 26)).isEqualTo(1);
    }

    @Test
    void sampleIsReadBackAsWritten(@TempDir Path folder) throws Exception {
        PortableSample sample = MdsDatasetTest.portable("a");
        MdsDataset dataset = MdsDataset.create(folder, PortableSample.COLUMNS);
        dataset.writeShard(0, List.of(sample.toValues()));
        dataset.commit();

        var read = new ArrayList<PortableSample>();
        PortableReader.open(folder).forEach(read::add);
        assertThat(read).containsExactly(sample);
    }

    @Test
    void spansThatDoNotCoverTheTokensAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortableSample.of("a", new int[5], List.of(new Span(0, 2), new Span(3, 5))))
                .withMessageContaining("gap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortableSample.of("a", new int[5], List.of()))
                .withMessageContaining("spans end at 0");
    }

    @Test
    void negativeTokenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortableSample.of("a", new int[] {1, -2}, List.of(new Span(0, 2))))
                .withMessage("token id -2");
    }
}
