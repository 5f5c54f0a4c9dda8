package io.entropylong.assembler.sweep;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.assembler.offline.StoredRun;
import io.entropylong.assembler.offline.StoredRun.StoredRoot;
import io.entropylong.assembler.rebuild.CorpusTokens;
import io.entropylong.assembler.rebuild.CorpusTokens.PlacedToken;
import io.entropylong.assembler.rebuild.TextPlace;
import io.entropylong.common.message.ContextArrangement;
import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootConcluded.Context;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.RootConcluded.RootFacts;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.RunSettings.VerificationPrecision;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the terminal events that a run would have had at another point, from what it stored and the corpus's texts. */
final class SweptRoots {
    /** As much of a refused root as is kept for filling samples up. */
    private static final int FILLER_TOKENS = 2048;

    private final StoredRun stored;
    private final SweepPoint point;
    private final String run;
    private final RunSettings settings;
    private final CorpusTokens tokens;

    /**
     * @param run name of the run that the events are of
     * @param settings of that run
     */
    SweptRoots(StoredRun stored, SweepPoint point, String run, RunSettings settings, CorpusTokens tokens) {
        this.stored = stored;
        this.point = point;
        this.run = run;
        this.settings = settings;
        this.tokens = tokens;
    }

    /**
     * @throws IllegalArgumentException when the corpus is not the run's: a text is missing, or has another length in tokens
     */
    RootConcluded conclude(StoredRoot root) {
        RootFacts before = root.facts();
        RootFacts facts = root.in(run, before.ref().ordinal(), settings);
        TokenIds rootTokens =
                before.tokens() == 0 ? TokenIds.none() : root(before.ref().root(), before.tokens());
        RootMeasurements measured = root.measured(
                root.pairs().controls().stream().map(this::measured).toList());
        RefusalReason refusal = root.refusal();
        if (refusal != null && refusal != RefusalReason.NOTHING_VERIFIED) {
            return refused(facts, refusal, root.detail(), rootTokens, measured, Map.of());
        }
        ModelIdentity model = stored.model();
        JudgedRoot verdict = JudgedRoot.of(
                root.pairs(),
                point,
                model.start().size() + model.end().size(),
                model.separator().size());
        if (verdict.contexts().isEmpty()) {
            return refused(
                    facts,
                    RefusalReason.NOTHING_VERIFIED,
                    "none of " + root.pairs().candidates().size()
                            + " scored passages has an accepted dependency and fits the unit",
                    rootTokens,
                    measured,
                    verdict.rejected());
        }
        List<Context> contexts = new ArrayList<>();
        List<Dependency> dependencies = new ArrayList<>();
        for (RootPairs.Scored context : verdict.contexts()) {
            RootPairs.Passage passage = context.passage();
            contexts.add(
                    new Context(passage.passage(), passage.document(), passage(passage.passage(), passage.tokens())));
            dependencies.addAll(context.pairs());
        }
        ContextArrangement arranged = ContextArrangement.of(facts.ref(), settings, contexts, dependencies);
        return new RootConcluded.Unit(
                facts,
                rootTokens,
                arranged.contexts(),
                arranged.dependencies(),
                measured,
                verdict.rejected(),
                cost(facts, measured));
    }

    private RootConcluded refused(
            RootFacts facts,
            RefusalReason reason,
            String detail,
            TokenIds rootTokens,
            RootMeasurements measured,
            Map<Verdict, Long> rejected) {
        TokenIds beginning = rootTokens.first(Math.min(FILLER_TOKENS, rootTokens.size()));
        return new RootConcluded.Refused(facts, reason, detail, beginning, measured, rejected, cost(facts, measured));
    }

    private ControlScored measured(RootPairs.Control control) {
        return new ControlScored(
                control.passage(),
                control.document(),
                passage(control.passage(), control.tokens()),
                control.scores().stream()
                        .map(score -> new PositionScore(
                                score.position(), score.entropyWithContext(), score.surprisalWithContext()))
                        .toList());
    }

    /** What the run spent on the root: its passes end before the last token that they predict. */
    private Cost cost(RootFacts facts, RootMeasurements measured) {
        ModelIdentity model = stored.model();
        int start = model.start().size();
        long verification = 0;
        long screen = 0;
        long naive = 0;
        long truncated = 0;
        int pairs = 0;
        for (RootMeasurements.CandidateScored candidate : measured.candidates()) {
            long front = (long) start + candidate.tokens() + model.separator().size();
            long pass = front + candidate.pairs().getLast().index();
            if (candidate.exact()) verification += pass;
            if (settings.precision() == VerificationPrecision.TWO_STAGE) screen += pass;
            for (RootMeasurements.PairScored pair : candidate.pairs()) {
                naive += front + facts.tokens();
                truncated += front + pair.index();
                pairs++;
            }
        }
        long control = 0;
        for (ControlScored passage : measured.controls()) {
            control += (long) start
                    + passage.tokens().size()
                    + model.separator().size()
                    + passage.positions().getLast().index();
        }
        boolean profiled = facts.tau() > 0;
        int candidates = measured.candidates().size();
        return new Cost(
                profiled ? start + facts.tokens() - 1 : 0,
                verification,
                control,
                screen,
                naive,
                truncated,
                candidates,
                candidates,
                pairs,
                0);
    }

    private TokenIds passage(String name, int size) {
        return checked(name, tokens.passage(TextPlace.ofPassage(name)), size);
    }

    private TokenIds root(String name, int size) {
        return checked(name, tokens.root(TextPlace.ofRoot(name)), size);
    }

    private static TokenIds checked(String name, Optional<List<PlacedToken>> found, int expected) {
        List<PlacedToken> placed =
                found.orElseThrow(() -> new IllegalArgumentException("the corpus does not hold " + name));
        if (placed.size() != expected) {
            throw new IllegalArgumentException(name + " has " + placed.size() + " tokens here and had " + expected
                    + " in the run: it is another corpus");
        }
        return TokenIds.of(placed.stream().mapToInt(PlacedToken::id).toArray());
    }
}
