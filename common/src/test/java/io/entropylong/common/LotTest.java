package io.entropylong.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.seed.Lot;
import org.junit.jupiter.api.Test;

class LotTest {
    @Test
    void theSameSeedAndNamesDrawTheSameLot() {
        assertThat(Lot.draw(7, "root", "a")).isEqualTo(Lot.draw(7, "root", "a")).isNotNegative();
    }

    @Test
    void seedNamesAndTheirBordersAllMatter() {
        assertThat(Lot.draw(7, "ab", "c"))
                .isNotEqualTo(Lot.draw(7, "a", "bc"))
                .isNotEqualTo(Lot.draw(8, "ab", "c"))
                .isNotEqualTo(Lot.draw(7, "ab"));
    }
}
