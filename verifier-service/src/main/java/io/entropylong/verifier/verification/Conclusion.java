package io.entropylong.verifier.verification;

import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootConcluded.Context;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.RootConcluded.RootFacts;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.RunSettings.ContextOrder;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.seed.Lot;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes terminal events. */
public final class Conclusion {
    /** As much of a refused root as is kept for filling samples up. */
    static final int FILLER_TOKENS = 2048;

    private Conclusion() {}

    static RootConcluded unit(RootProfiled.Profile profile, Findings findings) {
        List<Dependency> dependencies = findings.dependencies();
        List<Context> arranged = findings.contexts().stream()
                .sorted(arrangement(profile, dependencies))
                .toList();
        Map<String, Integer> place = new HashMap<>();
        arranged.forEach(context -> place.put(context.passage(), place.size()));
        List<Dependency> sorted = dependencies.stream()
                .sorted(Comparator.comparingInt((Dependency dependency) -> place.getOrDefault(dependency.passage(), 0))
                        .thenComparingInt(Dependency::position))
                .toList();
        return new RootConcluded.Unit(
                facts(profile),
                profile.tokens(),
                arranged,
                sorted,
                measured(profile, findings),
                findings.rejected(),
                findings.cost());
    }

    private static Comparator<Context> arrangement(RootProfiled.Profile profile, List<Dependency> dependencies) {
        RunSettings settings = profile.settings();
        if (settings.order() == ContextOrder.SHUFFLE) {
            // not the root's name: it holds the run's, and runs with equal settings give equal datasets
            String document = profile.ref().document();
            String ordinal = Integer.toString(profile.ref().ordinal());
            return Comparator.comparingLong((Context context) ->
                            Lot.draw(settings.seed(), "order", document, ordinal, context.passage()))
                    .thenComparing(Context::passage);
        }
        Map<String, Integer> first = new HashMap<>();
        dependencies.forEach(dependency -> first.merge(dependency.passage(), dependency.position(), Math::min));
        return Comparator.comparingInt((Context context) -> first.getOrDefault(context.passage(), 0))
                .thenComparing(Context::passage);
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
