package io.entropylong.entropy.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.entropy.scoring.ScoringPool.PoolLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ScoringPoolTest {
    /** Of the sequences of each pass. */
    private final List<List<Integer>> lengths = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger failures = new AtomicInteger();
    private final TokenScorer scorer = new RecordingScorer(new CopyingScorer(100));

    @Test
    void outcomesComeInTheOrderOfTheSequencesThoughTheLongestIsScoredFirst() {
        List<Integer> counted = Collections.synchronizedList(new ArrayList<>());
        try (ScoringPool pool = new ScoringPool(PoolLimits.threads(1), pass -> counted.add(pass.forwardTokens()))) {
            List<Outcome> outcomes =
                    pool.scoreAll(scorer, Phase.ENTROPY, List.of(sequence(3), sequence(5, 5, 5), sequence(4, 4)));

            assertThat(lengths).containsExactly(List.of(4), List.of(3), List.of(2));
            assertThat(counted).containsExactly(4, 3, 2);
            assertThat(entropies(outcomes, 0)).containsExactly(3.0, 5.0, 4.0);
        }
    }

    @Test
    void sequencesOfOneLengthShareAPassUpToTheBudget() {
        BatchLimits limits = new BatchLimits(6, false);
        try (ScoringPool pool = new ScoringPool(new PoolLimits(1, limits, 100), PassListener.NONE)) {
            List<Outcome> outcomes = pool.scoreAll(
                    scorer,
                    Phase.VERIFY,
                    List.of(sequence(3, 1), sequence(8), sequence(4, 1), sequence(5, 1), sequence(6, 1, 1, 1, 1, 1)));

            assertThat(lengths).containsExactly(List.of(7), List.of(3, 3), List.of(3), List.of(2));
            assertThat(entropies(outcomes, 0)).containsExactly(3.0, 8.0, 4.0, 5.0, 6.0);
        }
    }

    @Test
    void withPaddingShorterSequencesJoinAPassAndThePaddingIsReported() {
        List<PassReport> passes = Collections.synchronizedList(new ArrayList<>());
        try (ScoringPool pool = new ScoringPool(new PoolLimits(1, new BatchLimits(12, true), 100), passes::add)) {
            List<Outcome> outcomes = pool.scoreAll(
                    scorer, Phase.VERIFY, List.of(sequence(3), sequence(4, 1, 1), sequence(5, 1), sequence(6)));

            assertThat(lengths).containsExactly(List.of(4, 3, 2), List.of(2));
            assertThat(passes)
                    .extracting(PassReport::sequences, PassReport::forwardTokens, PassReport::paddingTokens)
                    .containsExactly(tuple(3, 9, 3), tuple(1, 2, 0));
            assertThat(entropies(outcomes, 0)).containsExactly(3.0, 4.0, 5.0, 6.0);
        }
    }

    @Test
    void passesThatRunTogetherStayWithinTheTokensInFlight() {
        AtomicInteger most = new AtomicInteger();
        List<ScoringPool> running = new CopyOnWriteArrayList<>();
        TokenScorer watched = new RecordingScorer(new CopyingScorer(100)) {
            @Override
            public List<TokenScores> score(List<Sequence> batch) {
                most.accumulateAndGet(running.getFirst().tokensInFlight(), Math::max);
                LockSupport.parkNanos(1_000_000);
                return super.score(batch);
            }
        };
        try (ScoringPool pool = new ScoringPool(new PoolLimits(4, new BatchLimits(1, false), 9), PassListener.NONE)) {
            running.add(pool);
            List<Sequence> sequences = new ArrayList<>();
            for (int i = 0; i < 20; i++) sequences.add(sequence(2, 2, 2));
            sequences.add(sequence(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));

            assertThat(pool.scoreAll(watched, Phase.VERIFY, sequences)).hasSize(21);
            // two passes of 4 tokens fit; the one of 12 runs alone and counts as 9
            assertThat(most).hasValue(9);
            assertThat(pool.tokensInFlight()).isZero();
        }
    }

    @Test
    void threadsDoNotChangeTheNumbers() {
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 1; i < 200; i++) sequences.add(sequence(i, i, 7));
        try (ScoringPool one = new ScoringPool(PoolLimits.threads(1), PassListener.NONE);
                ScoringPool four = new ScoringPool(PoolLimits.threads(4), PassListener.NONE)) {
            assertThat(entropies(four.scoreAll(scorer, Phase.VERIFY, sequences), 1))
                    .isEqualTo(entropies(one.scoreAll(scorer, Phase.VERIFY, sequences), 1))
                    .hasSize(199);
        }
    }

    @Test
    void aFailureThatDoesNotRepeatIsForgotten() {
        failures.set(1);
        try (ScoringPool pool = new ScoringPool(PoolLimits.threads(1), PassListener.NONE)) {
            assertThat(pool.scoreAll(scorer, Phase.VERIFY, List.of(sequence(3))).getFirst())
                    .isInstanceOf(Outcome.Scored.class);
        }
    }

    @Test
    void aFailureThatRepeatsIsTheOutcomeOfItsSequenceAlone() {
        try (ScoringPool pool =
                new ScoringPool(new PoolLimits(1, new BatchLimits(100, true), 100), PassListener.NONE)) {
            List<Outcome> outcomes = pool.scoreAll(
                    scorer, Phase.VERIFY, List.of(sequence(3), sequence(CopyingScorer.QUESTION_MARK), sequence(4, 4)));

            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Scored.class);
            assertThat(outcomes.get(1))
                    .isEqualTo(new Outcome.Failed("the model failed on a sequence of 2 tokens: no answer to ?"));
            assertThat(outcomes.get(2)).isInstanceOf(Outcome.Scored.class);
        }
    }

    @Test
    void aClosedPoolAbortsInsteadOfBlamingTheSequence() {
        ScoringPool pool = new ScoringPool(PoolLimits.threads(1), PassListener.NONE);
        pool.close();

        assertThatThrownBy(() -> pool.scoreAll(scorer, Phase.VERIFY, List.of(sequence(3))))
                .isInstanceOf(ScoringAbortedException.class);
    }

    private Sequence sequence(int... root) {
        return Sequence.baseline(scorer.identity(), TokenIds.of(root));
    }

    /** Of each sequence, of its i-th token. */
    private static List<Double> entropies(List<Outcome> outcomes, int i) {
        return outcomes.stream()
                .map(outcome -> ((Outcome.Scored) outcome).scores().entropy(i))
                .toList();
    }

    private class RecordingScorer implements TokenScorer {
        private final TokenScorer inner;

        RecordingScorer(TokenScorer inner) {
            this.inner = inner;
        }

        @Override
        public ModelIdentity identity() {
            return inner.identity();
        }

        @Override
        public Optional<Vocabulary> vocabulary() {
            return inner.vocabulary();
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
        public List<TokenScores> score(List<Sequence> batch) {
            if (failures.getAndDecrement() > 0) throw new IllegalStateException("out of order");
            lengths.add(batch.stream().map(Sequence::length).toList());
            return inner.score(batch);
        }
    }
}
