package io.entropylong.assembler.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.assembler.dataset.RootPairs.Pair;
import io.entropylong.assembler.dataset.RootPairs.Passage;
import io.entropylong.assembler.dataset.RootPairs.Position;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** H is 4 everywhere, so H' = 1 is a gain of 0.75, 2 of 0.5, 3 of 0.25. */
class SweepTest {
    private static final RootPairs ROOT = new RootPairs(
            "r",
            100,
            List.of(position(5, 0.7), position(40, 0.1), position(60, null)),
            List.of(
                    passage("any text", pair(5, 1, 1)),
                    passage("its own", pair(40, 1, 1), pair(60, 3, 1)),
                    passage("misleading", pair(40, 2, 9)),
                    passage("useless", pair(60, 3.9, 1))),
            List.of());

    @Test
    void eachEpsilonHasItsOwnDependencies() {
        assertThat(paper(0.4).dependencies()).isEqualTo(3);
        assertThat(paper(0.6).dependencies()).isEqualTo(2);
        assertThat(paper(0.2)).satisfies(low -> {
            assertThat(low.dependencies()).isEqualTo(4);
            assertThat(low.coldStarts()).isEqualTo(1);
            assertThat(low.byControl()).isEqualTo(1);
            assertThat(low.likelier()).isEqualTo(3);
            assertThat(low.withoutControl()).isEqualTo(1);
        });
    }

    @Test
    void aUnitIsStartAndEndTheRootAndEachContextWithItsSeparator() {
        assertThat(paper(0.4).contexts()).isEqualTo(3);
        assertThat(paper(0.4).tokens()).isEqualTo(2 + 100 + 3 * (50 + 1));
        assertThat(paper(0.4).samples()).isEqualTo(255 / 1000.0);
        assertThat(paper(0.8)).satisfies(none -> {
            assertThat(none.units()).isZero();
            assertThat(none.tokens()).isZero();
        });
    }

    @Test
    void theControlledCriterionNamesWhatItRejects() {
        SweepResult controlled = sweep().at(new SweepPoint("controlled", Criterion.controlled(0.4), 1000));
        assertThat(controlled.dependencies()).isEqualTo(1);
        assertThat(controlled.rejected()).isEqualTo(Map.of(Verdict.COLD_START, 1L, Verdict.TRUTH, 1L));
    }

    @Test
    void withoutACriterionEveryPassageIsAContextUntilTheUnitIsFull() {
        assertThat(sweep().at(new SweepPoint("none", Criterion.none(), 1000)).contexts())
                .isEqualTo(4);
        assertThat(sweep().at(new SweepPoint("none", Criterion.none(), 204)).contexts())
                .isEqualTo(2);
    }

    private static SweepResult paper(double epsilon) {
        return sweep().at(new SweepPoint("paper", Criterion.paper(epsilon), 1000));
    }

    private static Sweep sweep() {
        return new Sweep(List.of(ROOT), 2, 1, 1000);
    }

    private static Position position(int index, @Nullable Double controlGain) {
        return new Position(index, 4, 5, controlGain);
    }

    private static Passage passage(String name, Pair... pairs) {
        return new Passage(name, "other", 50, true, List.of(pairs));
    }

    private static Pair pair(int position, double entropy, double surprisal) {
        return new Pair(position, entropy, surprisal, 1, "knn", 0.9, 1);
    }
}
