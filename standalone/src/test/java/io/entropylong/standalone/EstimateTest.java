package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final Rates RATES = new Rates(8, 2, 2000, 3, "a test");
    private static final Estimate.Speed SPEED = new Estimate.Speed(1000, "a guess", 2.0);
    /** 100, 1,000 and 4,000 tokens. */
    private static final List<Integer> LENGTHS = List.of(400, 4000, 16_000);

    @Test
    void documentsThatAreTooShortAreNoRootsAndLongOnesAreSeveral() {
        Estimate estimate = Estimate.of(LENGTHS, 4, plan(Long.MAX_VALUE), RATES, SPEED);

        assertThat(estimate.documents()).isEqualTo(3);
        assertThat(estimate.tokens()).isEqualTo(5100);
        assertThat(estimate.roots()).isEqualTo(1 + 3);
        assertThat(estimate.rootTokens()).isEqualTo(5000);
        assertThat(estimate.passages()).isEqualTo(1 + 2 + 8);
        assertThat(estimate.indexBytes()).isEqualTo(11 * 2000 + 20_400 * 3);
    }

    @Test
    void costFollowsFromTheRatesAndTheSpeed() {
        Estimate estimate = Estimate.of(LENGTHS, 4, plan(Long.MAX_VALUE), RATES, SPEED);

        assertThat(estimate.forwardTokens()).isEqualTo(40_000);
        assertThat(estimate.samples()).isEqualTo(10);
        assertThat(estimate.hours()).isCloseTo(40.0 / 3600, within(1e-9));
        assertThat(estimate.price()).isCloseTo(80.0 / 3600, within(1e-9));
        assertThat(estimate.text()).contains("40,000", "a test", "a guess");
    }

    @Test
    void aRunThatStopsAfterSamplesTakesOnlyTheRootsThatTheyNeed() {
        Estimate estimate = Estimate.of(LENGTHS, 4, plan(2), RATES, SPEED);

        assertThat(estimate.roots()).isEqualTo(1);
        assertThat(estimate.samples()).isEqualTo(2);
        assertThat(estimate.forwardTokens()).isEqualTo(10_000);
    }

    private static Estimate.Plan plan(long samples) {
        return new Estimate.Plan(256, 1500, 512, 1000, Long.MAX_VALUE, samples);
    }
}
