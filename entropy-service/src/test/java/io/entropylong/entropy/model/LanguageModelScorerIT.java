package io.entropylong.entropy.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.entropy.scoring.Outcome;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.Phase;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.ScoringPool.PoolLimits;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScores;
import io.entropylong.entropy.scoring.TokenSpan;
import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelOptions;
import io.entropylong.languagemodel.ModelStore;
import io.entropylong.languagemodel.Precision;
import io.entropylong.languagemodel.Scores;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real model behind the seam. */
class LanguageModelScorerIT {
    private static final Path CACHE = Path.of("target", "models");
    private static final String TEXT = "The Café \ud83d\ude00 in Zürich opens at nine. The Café closes at ten.";

    @Test
    void thePoolGivesTheNumbersOfTheLibraryAndTheSpansOfTheText() throws Exception {
        Path file = ModelStore.fetch(CACHE);
        try (LanguageModel model = LanguageModel.open(file, new ModelOptions(CACHE, Precision.CPU_FP32, 1))) {
            try (LanguageModelScorer scorer = LanguageModelScorer.open(file, CACHE, "cpu-fp32", 1);
                    ScoringPool pool = new ScoringPool(PoolLimits.threads(2), PassListener.NONE)) {
                List<TokenSpan> spans = scorer.spans(TEXT);
                assertThat(spans.getFirst().start()).isZero();
                assertThat(spans.getLast().end()).isEqualTo(TEXT.length());
                assertThat(scorer.tokenize(TEXT).size()).isEqualTo(spans.size());

                Sequence sequence = Sequence.baseline(scorer.identity(), scorer.tokenize(TEXT));
                Scores direct = model.score(sequence.tokens().toArray(), sequence.wanted());
                for (Outcome outcome : pool.scoreAll(scorer, Phase.ENTROPY, List.of(sequence, sequence))) {
                    TokenScores scores = ((Outcome.Scored) outcome).scores();
                    for (int i = 0; i < scores.size(); i++) {
                        assertThat(scores.entropy(i)).isEqualTo(Math.max(0, direct.entropies()[i]));
                        assertThat(scores.surprisal(i)).isEqualTo(Math.max(0, direct.surprisals()[i]));
                    }
                    assertThat(scores.forwardTokens()).isEqualTo(spans.size());
                }
            }
        }
    }
}
