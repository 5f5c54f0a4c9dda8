package io.entropylong.assembler.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.entropylong.assembler.statistics.Distribution.Bin;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationsTest {
    @Test
    void wholeNumbersAreCountedInBinsOfDoublingWidth() {
        Observations tokens = Observations.ofTokens();
        for (int value : new int[] {0, 63, 64, 127, 128, 300}) tokens.add(value);

        assertThat(tokens.doubling(64))
                .isEqualTo(new Distribution(
                        6,
                        682 / 6.0,
                        0.0,
                        64.0,
                        300.0,
                        300.0,
                        Arrays.asList(
                                new Bin(0, 64, 2), new Bin(64, 128, 2), new Bin(128, 256, 1), new Bin(256, 512, 1))));
    }

    @Test
    void aValueOnAnEdgeBelongsToTheBinAboveIt() {
        Observations gains = Observations.ofRatios();
        gains.add(0.3);
        gains.add(0.29999);

        assertThat(gains.tenths().bins()).contains(new Bin(0.2, 0.3, 1), new Bin(0.3, 0.4, 1));
    }

    @Test
    void whatLiesBeyondTheEdgesCountsInTheOutermostBins() {
        Observations gains = Observations.ofRatios();
        gains.add(-7);
        gains.add(1);

        Distribution spread = gains.tenths();
        assertThat(spread.bins()).hasSize(20);
        assertThat(spread.bins().getFirst()).isEqualTo(new Bin(-1, -0.9, 1));
        assertThat(spread.bins().getLast()).isEqualTo(new Bin(0.9, 1, 1));
        assertThat(spread.min()).isEqualTo(-7);
    }

    @Test
    void withoutValuesThereAreNoFigures() {
        assertThat(Observations.ofTokens().doubling(1)).satisfies(none -> {
            assertThat(none.count()).isZero();
            assertThat(none.mean()).isNull();
            assertThat(none.median()).isNull();
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observations.ofRatios().add(Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quantilesAreThoseOfTheSortedValuesToAThousandth(long seed) {
        double[] values =
                new SplittableRandom(seed).doubles(501).map(u -> 2 * u - 1).toArray();
        Observations gains = Observations.ofRatios();
        for (double value : values) gains.add(value);
        Arrays.sort(values);

        Distribution spread = gains.tenths();
        assertThat(spread.median()).isCloseTo(values[250], Offset.offset(0.001));
        assertThat(spread.p90()).isCloseTo(values[450], Offset.offset(0.001));
        assertThat(spread.bins().stream().mapToLong(Bin::count).sum()).isEqualTo(501);
    }
}
