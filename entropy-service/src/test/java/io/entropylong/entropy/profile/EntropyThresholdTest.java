package io.entropylong.entropy.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntropyThresholdTest {
    @Test
    void tauIsTheMeanPlusAlphaPopulationDeviations() {
        // mean 5, squared deviations 9 1 1 1 0 0 4 16, variance 32 / 8
        EntropyThreshold threshold = EntropyThreshold.over(new double[] {2, 4, 4, 4, 5, 5, 7, 9}, 1.5);

        assertThat(threshold).isEqualTo(new EntropyThreshold(5, 2, 8));
    }

    @Test
    void anEntropyMustLieAboveTauNotOnIt() {
        EntropyThreshold even = EntropyThreshold.over(new double[] {3, 3, 3}, 2);

        assertThat(even.isExceededBy(3)).isFalse();
        assertThat(even.isExceededBy(Math.nextUp(3.0))).isTrue();
    }
}
