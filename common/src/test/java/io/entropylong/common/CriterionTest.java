package io.entropylong.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CriterionTest {
    private static final Criterion PAPER = Criterion.paper(0.4);
    private static final Criterion CONTROLLED = Criterion.controlled(0.4);

    @Test
    void thePaperAsksForTheGainAloneAndTheGainMustLieAboveEpsilon() {
        assertThat(PAPER.judge(pair(0, 10, 5.9, 3, 9, 500, 0.9))).isEqualTo(Verdict.ACCEPTED);
        assertThat(PAPER.judge(pair(0, 10, 6, 9, 3, 0, null))).isEqualTo(Verdict.LOW_GAIN);
        assertThat(PAPER.needsControl()).isFalse();
    }

    @Test
    void aControlledDependencyIsLateLikelierNoCopyAndThePassagesOwn() {
        assertThat(CONTROLLED.judge(pair(32, 10, 2, 9, 9, 64, 0.5))).isEqualTo(Verdict.ACCEPTED);
        assertThat(CONTROLLED.judge(pair(31, 10, 2, 9, 9, 0, 0.0))).isEqualTo(Verdict.COLD_START);
        assertThat(CONTROLLED.judge(pair(32, 10, 2, 9, 9.1, 0, 0.0))).isEqualTo(Verdict.TRUTH);
        assertThat(CONTROLLED.judge(pair(32, 10, 2, 9, 3, 65, 0.0))).isEqualTo(Verdict.COPY);
        assertThat(CONTROLLED.judge(pair(32, 10, 2, 9, 3, 0, 0.7))).isEqualTo(Verdict.CONTROL);
        assertThat(CONTROLLED.needsControl()).isTrue();
    }

    @Test
    void eachPartCanBeSetByItself() {
        Criterion lateOnly = new Criterion(0.4, 32, false, 0, null);
        assertThat(lateOnly.judge(pair(31, 10, 2, 9, 3, 0, null))).isEqualTo(Verdict.COLD_START);
        assertThat(lateOnly.judge(pair(40, 10, 2, 3, 9, 500, 0.9))).isEqualTo(Verdict.ACCEPTED);
        assertThatThrownBy(() -> new Criterion(Double.NaN, 0, false, 0, null)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> new Criterion(0.4, -1, false, 0, null)).hasMessageContaining("minPosition");
    }

    private static Dependency pair(
            int position,
            double entropy,
            double with,
            double surprisal,
            double surprisalWith,
            int copied,
            @Nullable Double control) {
        Candidate.Retrieval find = new Candidate.Retrieval(position, Candidate.Arm.KNN, 0.9, 1);
        return new Dependency("p", position, entropy, with, surprisal, surprisalWith, copied, control, find);
    }
}
