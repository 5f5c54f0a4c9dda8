package io.entropylong.entropy.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.TokenIds;
import io.entropylong.entropy.scoring.CopyingScorer;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.ScoringPool.PoolLimits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RootProfilerTest {
    private final CopyingScorer scorer = new CopyingScorer(12);
    private final ScoringPool pool = new ScoringPool(PoolLimits.threads(2), PassListener.NONE);
    private final RootProfiler profiler = new RootProfiler(scorer, pool);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void theTokensWhoseEntropyLiesAboveTauAreThePositions() {
        RootProfiled profiled = profile("a a a extraordinary a a", 2, 100);

        // entropies 1, 1/2, 1/3, 13, 1/4, 1/5
        double mu = (1 + 1 / 2.0 + 1 / 3.0 + 13 + 1 / 4.0 + 1 / 5.0) / 6;
        assertThat(profiled).isInstanceOfSatisfying(RootProfiled.Profile.class, profile -> {
            assertThat(profile.tokens()).isEqualTo(TokenIds.of(1, 1, 1, 13, 1, 1));
            assertThat(profile.mu()).isCloseTo(mu, within(1e-6));
            assertThat(profile.tau()).isEqualTo(profile.mu() + 2 * profile.sigma());
            assertThat(profile.positions())
                    .containsExactly(new HighEntropyPosition(3, 13, 26, " a extraordinary a", "a a a extraordinary"));
            assertThat(profile.forwardTokens()).isEqualTo(7);
            assertThat(profile.model()).isEqualTo(scorer.identity());
            assertThat(profile.text()).isEqualTo("a a a extraordinary a a");
        });
    }

    @Test
    void aRootIsCutToTheSettingsOrToTheModelsWindow() {
        String text = "a a a extraordinary a a a a a a a a a a a a a a";

        assertThat(((RootProfiled.Profile) profile(text, 2, 7)).tokens().size()).isEqualTo(7);
        assertThat(((RootProfiled.Profile) profile(text, 2, 100)).tokens().size())
                .as("a window of 12 less start")
                .isEqualTo(11);
    }

    @Test
    void aRootThatIsTooShortIsRefusedWithoutAPass() {
        assertThat(profile("one two", 3, 100)).isInstanceOfSatisfying(RootProfiled.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(RefusalReason.TOO_SHORT);
            assertThat(refused.detail()).isEqualTo("2 tokens of at least 3");
            assertThat(refused.forwardTokens()).isZero();
        });
    }

    @Test
    void aRootWithoutPositionsIsRefusedAndItsPassCounted() {
        assertThat(profile("ab abc", 2, 100)).isInstanceOfSatisfying(RootProfiled.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(RefusalReason.NO_POSITIONS);
            assertThat(refused.tokens()).isEqualTo(TokenIds.of(2, 3));
            assertThat(refused.forwardTokens()).isEqualTo(3);
        });
    }

    @Test
    void aRootThatTheModelFailsOnIsRefusedAndTheOthersOfItsBatchAreNot() {
        List<RootProfiled> profiled = profiler.profile(
                List.of(root(0, "a b ? c", 2, 100), root(1, "a", 2, 100), root(2, "a a a extraordinary a a", 2, 100)));

        assertThat(profiled).extracting(each -> each.ref().ordinal()).containsExactly(0, 1, 2);
        assertThat(profiled.get(0)).isInstanceOfSatisfying(RootProfiled.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(RefusalReason.FAILED);
            assertThat(refused.detail()).contains("no answer to ?");
        });
        assertThat(profiled.get(2)).isInstanceOf(RootProfiled.Profile.class);
    }

    private RootProfiled profile(String text, int minTokens, int maxTokens) {
        return profiler.profile(List.of(root(0, text, minTokens, maxTokens))).getFirst();
    }

    private static RootSelected root(int ordinal, String text, int minTokens, int maxTokens) {
        RunSettings settings = new RunSettings(
                2,
                1,
                RetrievalSettings.of(1, 0),
                Criterion.paper(0.4),
                RunSettings.VerificationPrecision.FP32,
                0.1,
                1,
                1,
                1,
                0,
                0,
                minTokens,
                maxTokens,
                1000,
                1000,
                RootChoice.atMost(1),
                1,
                1,
                RunSettings.ContextOrder.SHUFFLE,
                0,
                Outputs.portable());
        return new RootSelected(new RootRef("run", ordinal, "root" + ordinal, "doc"), "corpus", text, settings);
    }
}
