package io.entropylong.entropy.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.entropy.scoring.CopyingScorer;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.ScoringPool.PoolLimits;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.entropy.scoring.TokenScores;
import io.entropylong.entropy.scoring.TokenSpan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextScorerTest {
    private static final TokenIds ROOT = TokenIds.of(1, 13, 1, 6, 5);

    private final CopyingScorer scorer = new CopyingScorer(10);
    /** Halves every entropy. */
    private final TokenScorer rough = new HalvingScorer(scorer);

    private final ScoringPool pool = new ScoringPool(PoolLimits.threads(2), PassListener.NONE);
    private final ContextScorer contexts = new ContextScorer(scorer, () -> rough, pool);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void aContextThatSaysTheTokenLowersItsEntropyAndOneThatDoesNotLeavesIt() {
        ScoresRequested request = request(
                context("told", "extraordinary x", 1, 2), context("silent", "nothing", 1), context("empty", "", 1));

        // the pass of "told" is start, 13, 1, separator (2 tokens), then the root up to index 2
        assertThat(contexts.score(List.of(request)))
                .containsExactly(new ContextsScored(
                        request.ref(),
                        4,
                        List.of(
                                new ContextsScored.Scored(
                                        "told",
                                        TokenIds.of(13, 1),
                                        List.of(
                                                new PositionScore(1, 6.5, 13),
                                                new PositionScore(2, thirdOf(1), 2 * thirdOf(1))),
                                        8),
                                new ContextsScored.Scored(
                                        "silent", TokenIds.of(7), List.of(new PositionScore(1, 13, 26)), 6),
                                new ContextsScored.Scored(
                                        "empty", TokenIds.none(), List.of(new PositionScore(1, 13, 26)), 5))));
    }

    @Test
    void aSequenceMayFillTheWindowButNotExceedIt() {
        ScoresRequested request =
                request(context("full", "b b b", 3), context("over", "b b b b", 3), context("shorter", "b b b b", 2));

        ContextsScored scored = contexts.score(List.of(request)).getFirst();

        assertThat(scored.scores().get(0))
                .isInstanceOfSatisfying(ContextsScored.Scored.class, full -> assertThat(full.forwardTokens())
                        .isEqualTo(10));
        assertThat(scored.scores().get(1)).isEqualTo(new ContextsScored.TooLong("over", 11));
        assertThat(scored.scores().get(2)).isInstanceOf(ContextsScored.Scored.class);
    }

    @Test
    void aContextThatTheModelFailsOnIsAnsweredAsFailedAndTheOthersAreScored() {
        ScoresRequested bad = new ScoresRequested(
                ref(), 4, TokenIds.of(1, 999), List.of(context("fine", "b", 0), context("poison", "b", 1)));
        ScoresRequested beyond = request(context("p", "b", 5));
        ScoresRequested good = request(context("q", "nothing", 1));

        List<ContextsScored> answers = contexts.score(List.of(bad, beyond, good));

        assertThat(answers.get(0).scores().get(0)).isInstanceOf(ContextsScored.Scored.class);
        assertThat(answers.get(0).scores().get(1))
                .isInstanceOfSatisfying(ContextsScored.Failed.class, failed -> assertThat(failed.reason())
                        .contains("no answer to ?"));
        assertThat(answers.get(1).scores())
                .containsExactly(new ContextsScored.Failed("p", "index 5 is asked of a root of 5 tokens"));
        assertThat(answers.get(2).scores()).singleElement().isInstanceOf(ContextsScored.Scored.class);
    }

    @Test
    void theExactPassIsLeftOutWhereTheRoughOneFindsNothingBelowTheCeilings() {
        // the rough entropies of tokens 1 and 2 behind "told" are 3.25 and 1/6
        ScoresRequested request = request(
                screened("low", "extraordinary x", List.of(1, 2), List.of(3.0, 0.1)),
                screened("near", "extraordinary x", List.of(1, 2), List.of(3.5, 0.1)),
                context("exact", "extraordinary x", 1));

        assertThat(contexts.score(List.of(request)).getFirst().scores())
                .containsExactly(
                        new ContextsScored.Screened(
                                "low",
                                TokenIds.of(13, 1),
                                List.of(
                                        new PositionScore(1, 3.25, 6.5),
                                        new PositionScore(2, (float) (thirdOf(1) / 2), 2 * (float) (thirdOf(1) / 2))),
                                8),
                        new ContextsScored.Scored(
                                "near",
                                TokenIds.of(13, 1),
                                List.of(
                                        new PositionScore(1, 6.5, 13),
                                        new PositionScore(2, thirdOf(1), 2 * thirdOf(1))),
                                8,
                                8),
                        new ContextsScored.Scored(
                                "exact", TokenIds.of(13, 1), List.of(new PositionScore(1, 6.5, 13)), 7));
    }

    private static ScoresRequested.Context screened(
            String passage, String text, List<Integer> indices, List<Double> ceilings) {
        return new ScoresRequested.Context(passage, text, indices, ceilings);
    }

    private static double thirdOf(float value) {
        return value / 3;
    }

    private static RootRef ref() {
        return new RootRef("run", 0, "root", "doc");
    }

    private static ScoresRequested request(ScoresRequested.Context... contexts) {
        return new ScoresRequested(ref(), 4, ROOT, List.of(contexts));
    }

    private static ScoresRequested.Context context(String passage, String text, Integer... indices) {
        return new ScoresRequested.Context(passage, text, List.of(indices));
    }

    private record HalvingScorer(TokenScorer exact) implements TokenScorer {
        @Override
        public ModelIdentity identity() {
            return exact.identity();
        }

        @Override
        public Optional<Vocabulary> vocabulary() {
            return exact.vocabulary();
        }

        @Override
        public TokenIds tokenize(String text) {
            throw new IllegalStateException("the exact model's tokens are used");
        }

        @Override
        public List<TokenSpan> spans(String text) {
            throw new IllegalStateException("the exact model's tokens are used");
        }

        @Override
        public List<TokenScores> score(List<Sequence> batch) {
            return exact.score(batch).stream()
                    .map(scores -> new TokenScores(halves(scores, false), halves(scores, true), scores.forwardTokens()))
                    .toList();
        }

        private static float[] halves(TokenScores scores, boolean surprisals) {
            float[] halves = new float[scores.size()];
            for (int i = 0; i < halves.length; i++) {
                halves[i] = (float) (surprisals ? scores.surprisal(i) : scores.entropy(i)) / 2;
            }
            return halves;
        }
    }
}
