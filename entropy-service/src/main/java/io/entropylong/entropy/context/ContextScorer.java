package io.entropylong.entropy.context;

import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.ContextsScored.ContextScore;
import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.TokenIds;
import io.entropylong.entropy.scoring.Outcome;
import io.entropylong.entropy.scoring.Phase;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.ScreenModel;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.entropy.scoring.TokenScores;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores root tokens with each of several contexts in front, one forward pass a context. Where a request has ceilings, a pass
 * in a lower precision comes first, and the exact one is left out when that finds no token below its ceiling. Thread-safe.
 */
public final class ContextScorer {
    private final TokenScorer scorer;
    private final ScreenModel screen;
    private final ScoringPool pool;

    /**
     * @param screen the same model in a lower precision; asked for when a request has ceilings
     * @param pool the passes run there
     */
    public ContextScorer(TokenScorer scorer, ScreenModel screen, ScoringPool pool) {
        this.scorer = scorer;
        this.screen = screen;
        this.pool = pool;
    }

    /**
     * @return one answer for each request, in their order
     */
    public List<ContextsScored> score(List<ScoresRequested> requests) {
        List<List<Plan>> plans = requests.stream().map(this::plan).toList();
        List<Pass> passes = plans.stream()
                .flatMap(List::stream)
                .filter(Pass.class::isInstance)
                .map(Pass.class::cast)
                .toList();
        List<Pass> screened = passes.stream().filter(Pass::mayBeScreened).toList();
        IdentityHashMap<Pass, Outcome> rough =
                screened.isEmpty() ? new IdentityHashMap<>() : run(screen.scorer(), Phase.SCREEN, screened);
        List<Pass> promising =
                passes.stream().filter(pass -> !pass.settledBy(rough.get(pass))).toList();
        IdentityHashMap<Pass, Outcome> exact = run(scorer, Phase.VERIFY, promising);
        List<ContextsScored> answers = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            ScoresRequested request = requests.get(i);
            List<ContextScore> scores = plans.get(i).stream()
                    .map(plan -> switch (plan) {
                        case NoPass noPass -> noPass.score();
                        case Pass pass -> answer(pass, rough.get(pass), exact.get(pass));
                    })
                    .toList();
            answers.add(new ContextsScored(request.ref(), request.wave(), scores));
        }
        return answers;
    }

    private IdentityHashMap<Pass, Outcome> run(TokenScorer model, Phase phase, List<Pass> passes) {
        List<Outcome> outcomes =
                pool.scoreAll(model, phase, passes.stream().map(Pass::sequence).toList());
        IdentityHashMap<Pass, Outcome> byPass = new IdentityHashMap<>();
        for (int i = 0; i < passes.size(); i++) byPass.put(passes.get(i), outcomes.get(i));
        return byPass;
    }

    private sealed interface Plan {}

    private record Pass(ScoresRequested.Context context, TokenIds tokens, Sequence sequence) implements Plan {
        boolean mayBeScreened() {
            return !context.ceilings().isEmpty();
        }

        /** Whether the lower precision has answered, and found nothing of interest. */
        boolean settledBy(@Nullable Outcome rough) {
            if (!(rough instanceof Outcome.Scored scored)) return false;
            for (int i = 0; i < context.ceilings().size(); i++) {
                if (scored.scores().entropy(i) < context.ceilings().get(i)) return false;
            }
            return true;
        }
    }

    private record NoPass(ContextScore score) implements Plan {}

    private List<Plan> plan(ScoresRequested request) {
        List<Plan> plans = new ArrayList<>();
        for (ScoresRequested.Context context : request.contexts()) {
            try {
                plans.add(plan(request, context));
            } catch (RuntimeException e) {
                plans.add(new NoPass(new ContextsScored.Failed(context.passage(), String.valueOf(e.getMessage()))));
            }
        }
        return plans;
    }

    private Plan plan(ScoresRequested request, ScoresRequested.Context context) {
        ModelIdentity model = scorer.identity();
        TokenIds tokens = scorer.tokenize(context.text());
        Sequence sequence = Sequence.withContext(model, tokens, request.tokens(), context.indices());
        if (sequence.length() > model.contextWindow()) {
            return new NoPass(new ContextsScored.TooLong(context.passage(), sequence.length()));
        }
        return new Pass(context, tokens, sequence);
    }

    private static ContextScore answer(Pass pass, @Nullable Outcome rough, @Nullable Outcome exact) {
        String passage = pass.context().passage();
        long screenTokens =
                rough instanceof Outcome.Scored scored ? scored.scores().forwardTokens() : 0;
        if (exact instanceof Outcome.Scored scored) {
            TokenScores scores = scored.scores();
            return new ContextsScored.Scored(
                    passage, pass.tokens(), positions(pass, scores), scores.forwardTokens(), screenTokens);
        }
        if (exact instanceof Outcome.Failed failed) return new ContextsScored.Failed(passage, failed.reason());
        if (rough instanceof Outcome.Scored scored) {
            return new ContextsScored.Screened(passage, pass.tokens(), positions(pass, scored.scores()), screenTokens);
        }
        throw new IllegalStateException("nothing was computed of " + passage);
    }

    private static List<PositionScore> positions(Pass pass, TokenScores scores) {
        List<Integer> indices = pass.context().indices();
        List<PositionScore> positions = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            positions.add(new PositionScore(indices.get(i), scores.entropy(i), scores.surprisal(i)));
        }
        return positions;
    }
}
