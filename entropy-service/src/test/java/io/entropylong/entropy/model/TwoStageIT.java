package io.entropylong.entropy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.entropylong.common.message.ContextsScored.ContextScore;
import io.entropylong.common.message.ContextsScored.Scored;
import io.entropylong.common.message.ContextsScored.Screened;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.TokenIds;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.ScoringPool.PoolLimits;
import io.entropylong.languagemodel.ModelStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real model in int8 and in float32, behind one scorer. */
class TwoStageIT {
    private static final Path CACHE = Path.of("target", "models");
    private static final String ROOT = "The committee met again in March. The chair of the committee was Ada Lovelace.";
    private static final String CONTEXT = "Ada Lovelace was the chair of the committee from 1840.";

    @Test
    void whatTheCeilingsLetThroughIsFloat32sWordAndTheRestInt8s() throws Exception {
        Path file = ModelStore.fetch(CACHE);
        try (LanguageModelScorer exact = LanguageModelScorer.open(file, CACHE, "cpu-fp32", 1);
                LazyScreenModel screen =
                        new LazyScreenModel(() -> LanguageModelScorer.open(file, CACHE, "cpu-int8", 1));
                ScoringPool pool = new ScoringPool(PoolLimits.threads(2), PassListener.NONE)) {
            TokenIds root = exact.tokenize(ROOT);
            List<Integer> indices = List.of(3, root.size() - 1);
            ScoresRequested request = new ScoresRequested(
                    new RootRef("run", 0, "root", "document"),
                    0,
                    root,
                    List.of(
                            new ScoresRequested.Context("once", CONTEXT, indices),
                            new ScoresRequested.Context("let through", CONTEXT, indices, List.of(0.0, 99.0)),
                            new ScoresRequested.Context("left out", CONTEXT, indices, List.of(0.0, 0.0))));

            List<ContextScore> scores = new ContextScorer(exact, screen, pool)
                    .score(List.of(request))
                    .getFirst()
                    .scores();

            Scored once = (Scored) scores.get(0);
            Scored twice = (Scored) scores.get(1);
            Screened rough = (Screened) scores.get(2);
            assertThat(twice.positions()).isEqualTo(once.positions());
            assertThat(twice.computedTokens()).isEqualTo(2 * once.computedTokens());
            assertThat(rough.positions()).isNotEqualTo(once.positions());
            for (int i = 0; i < indices.size(); i++) {
                assertThat(rough.positions().get(i).entropy())
                        .isCloseTo(once.positions().get(i).entropy(), within(2.0));
            }
        }
    }
}
