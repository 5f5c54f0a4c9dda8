package io.entropylong.verifier.verification;

import io.entropylong.common.message.ContextArrangement;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.RootConcluded.RootFacts;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.TokenIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes terminal events. */
public final class Conclusion {
    /** As much of a refused root as is kept for filling samples up. */
    static final int FILLER_TOKENS = 2048;

    private Conclusion() {}

    static RootConcluded unit(RootProfiled.Profile profile, Findings findings) {
        ContextArrangement arranged =
                ContextArrangement.of(profile.ref(), profile.settings(), findings.contexts(), findings.dependencies());
        return new RootConcluded.Unit(
                facts(profile),
                profile.tokens(),
                arranged.contexts(),
                arranged.dependencies(),
                measured(profile, findings),
                findings.rejected(),
                findings.cost());
    }

    static RootConcluded refused(RootProfiled.Profile profile, RefusalReason reason, String detail, Findings findings) {
        return new RootConcluded.Refused(
                facts(profile),
                reason,
                detail,
                beginning(profile.tokens()),
                measured(profile, findings),
                findings.rejected(),
                findings.cost());
    }

    /**
     * A root whose next record did not come.
     *
     * @param state its open request; null when its candidates are still awaited
     * @param waited for so long
     */
    public static RootConcluded timedOut(
            RootProfiled.Profile profile, RootState.@Nullable Scoring state, Duration waited) {
        String missing = state == null ? "its candidates" : "the scores of its request " + state.wave();
        return refused(
                profile,
                RefusalReason.TIMED_OUT,
                missing + " did not come within " + waited.toSeconds() + " s",
                state == null ? Findings.none(Cost.baseline(profile.forwardTokens())) : state.findings());
    }

    private static RootMeasurements measured(RootProfiled.Profile profile, Findings findings) {
        List<RootMeasurements.PositionAlone> positions = profile.positions().stream()
                .map(position ->
                        new RootMeasurements.PositionAlone(position.index(), position.entropy(), position.surprisal()))
                .toList();
        return new RootMeasurements(positions, findings.candidates(), findings.controls());
    }

    /** A root that the model's service refused already. */
    public static RootConcluded refused(RootProfiled.Refused refused) {
        RootFacts facts = new RootFacts(
                refused.ref(),
                refused.settings(),
                refused.model(),
                refused.tokens().size(),
                0,
                0,
                0,
                0);
        return new RootConcluded.Refused(
                facts,
                refused.reason(),
                refused.detail(),
                beginning(refused.tokens()),
                RootMeasurements.none(),
                Map.of(),
                Cost.baseline(refused.forwardTokens()));
    }

    private static RootFacts facts(RootProfiled.Profile profile) {
        return new RootFacts(
                profile.ref(),
                profile.settings(),
                profile.model(),
                profile.tokens().size(),
                profile.mu(),
                profile.sigma(),
                profile.tau(),
                profile.positions().size());
    }

    private static TokenIds beginning(TokenIds tokens) {
        return tokens.first(Math.min(FILLER_TOKENS, tokens.size()));
    }
}
