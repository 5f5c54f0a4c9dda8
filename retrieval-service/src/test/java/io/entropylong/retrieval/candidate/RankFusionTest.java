package io.entropylong.retrieval.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankFusionTest {
    @Test
    void whatBothRankingsHoldComesBeforeTheirBest() {
        // 1/62 + 1/62 against 1/61
        assertThat(RankFusion.fuse(List.of(List.of("a", "both"), List.of("b", "both")), 3))
                .containsExactly("both", "a", "b");
    }

    @Test
    void oneRankingKeepsItsOrder() {
        assertThat(RankFusion.fuse(List.of(List.of("c", "a", "b"), List.of()), 2))
                .containsExactly("c", "a");
    }

    @Test
    void equalScoresAreOrderedByName() {
        assertThat(RankFusion.fuse(List.of(List.of("b"), List.of("a")), 2)).containsExactly("a", "b");
    }
}
