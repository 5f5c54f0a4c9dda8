package io.entropylong.entropy.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.TokenIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScoringPoolTest {
    private final List<Integer> lengths = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failures = new AtomicInteger();
    private final TokenScorer scorer = new RecordingScorer(new CopyingScorer(100));

    @Test
    void outcomesComeInTheOrderOfTheSequencesThoughTheLongestIsScoredFirst() {
        List<Integer> counted = Collections.synchronizedList(new ArrayList<>());
        try (ScoringPool pool = new ScoringPool(scorer, 1, (phase, tokens, waited, elapsed) -> counted.add(tokens))) {
            List<Outcome> outcomes =
                    pool.scoreAll(Phase.ENTROPY, List.of(sequence(3), sequence(5, 5, 5), sequence(4, 4)));

            assertThat(lengths).containsExactly(4, 3, 2);
            assertThat(counted).containsExactly(4, 3, 2);
            assertThat(outcomes)
                    .extracting(outcome -> ((Outcome.Scored) outcome).scores().entropy(0))
                    .containsExactly(3.0, 5.0, 4.0);
        }
    }

    @Test
    void threadsDoNotChangeTheNumbers() {
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 1; i < 200; i++) sequences.add(sequence(i, i, 7));
        try (ScoringPool one = new ScoringPool(scorer, 1, (phase, tokens, waited, elapsed) -> {});
                ScoringPool four = new ScoringPool(scorer, 4, (phase, tokens, waited, elapsed) -> {})) {
            assertThat(entropies(four.scoreAll(Phase.VERIFY, sequences)))
                    .isEqualTo(entropies(one.scoreAll(Phase.VERIFY, sequences)))
                    .hasSize(199);
        }
    }

    @Test
    void aFailureThatDoesNotRepeatIsForgotten() {
        failures.set(1);
        try (ScoringPool pool = new ScoringPool(scorer, 1, (phase, tokens, waited, elapsed) -> {})) {
            assertThat(pool.scoreAll(Phase.VERIFY, List.of(sequence(3))).getFirst())
                    .isInstanceOf(Outcome.Scored.class);
        }
    }

    @Test
    void aFailureThatRepeatsIsTheOutcomeOfItsSequenceAlone() {
        failures.set(2);
        try (ScoringPool pool = new ScoringPool(scorer, 1, (phase, tokens, waited, elapsed) -> {})) {
            List<Outcome> outcomes = pool.scoreAll(Phase.VERIFY, List.of(sequence(3), sequence(4, 4)));

            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Scored.class);
            assertThat(outcomes.get(1))
                    .isEqualTo(new Outcome.Failed("the model failed on a sequence of 3 tokens: out of order"));
        }
    }

    @Test
    void aClosedPoolAbortsInsteadOfBlamingTheSequence() {
        ScoringPool pool = new ScoringPool(scorer, 1, (phase, tokens, waited, elapsed) -> {});
        pool.close();

        assertThatThrownBy(() -> pool.scoreAll(Phase.VERIFY, List.of(sequence(3))))
                .isInstanceOf(ScoringAbortedException.class);
    }

    private Sequence sequence(int... root) {
        return Sequence.baseline(scorer.identity(), TokenIds.of(root));
    }

    private static List<Double> entropies(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> ((Outcome.Scored) outcome).scores().entropy(1))
                .toList();
    }

    private final class RecordingScorer implements TokenScorer {
        private final TokenScorer inner;

        RecordingScorer(TokenScorer inner) {
            this.inner = inner;
        }

        @Override
        public ModelIdentity identity() {
            return inner.identity();
        }

        @Override
        public TokenIds tokenize(String text) {
            return inner.tokenize(text);
        }

        @Override
        public List<TokenSpan> spans(String text) {
            return inner.spans(text);
        }

        @Override
        public TokenScores score(Sequence sequence) {
            if (failures.getAndDecrement() > 0) throw new IllegalStateException("out of order");
            lengths.add(sequence.length());
            return inner.score(sequence);
        }
    }
}
