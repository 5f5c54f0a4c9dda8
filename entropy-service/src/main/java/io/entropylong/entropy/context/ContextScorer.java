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
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.entropy.scoring.TokenScores;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Scores root tokens with each of several contexts in front, one forward pass a context. Thread-safe. */
public final class ContextScorer {
    private final TokenScorer scorer;
    private final ScoringPool pool;

    /**
     * @param pool runs {@code scorer}
     */
    public ContextScorer(TokenScorer scorer, ScoringPool pool) {
        this.scorer = scorer;
        this.pool = pool;
    }

    /**
     * @return one answer for each request, in their order
     */
    public List<ContextsScored> score(List<ScoresRequested> requests) {
        List<List<Plan>> plans = requests.stream().map(this::plan).toList();
        List<Sequence> sequences = plans.stream()
                .flatMap(List::stream)
                .filter(Pass.class::isInstance)
                .map(pass -> ((Pass) pass).sequence())
                .toList();
        Iterator<Outcome> outcomes = pool.scoreAll(Phase.VERIFY, sequences).iterator();
        List<ContextsScored> answers = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) answers.add(answer(requests.get(i), plans.get(i), outcomes));
        return answers;
    }

    private sealed interface Plan {}

    private record Pass(ScoresRequested.Context context, TokenIds tokens, Sequence sequence) implements Plan {}

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

    private static ContextsScored answer(ScoresRequested request, List<Plan> plans, Iterator<Outcome> outcomes) {
        List<ContextScore> scores = new ArrayList<>();
        for (Plan plan : plans) {
            scores.add(
                    switch (plan) {
                        case NoPass noPass -> noPass.score();
                        case Pass pass -> score(pass, outcomes.next());
                    });
        }
        return new ContextsScored(request.ref(), request.wave(), scores);
    }

    private static ContextScore score(Pass pass, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed ->
                new ContextsScored.Failed(pass.context().passage(), failed.reason());
            case Outcome.Scored scored -> scored(pass, scored.scores());
        };
    }

    private static ContextsScored.Scored scored(Pass pass, TokenScores scores) {
        List<Integer> indices = pass.context().indices();
        List<PositionScore> positions = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            positions.add(new PositionScore(indices.get(i), scores.entropy(i), scores.surprisal(i)));
        }
        return new ContextsScored.Scored(pass.context().passage(), pass.tokens(), positions, scores.forwardTokens());
    }
}
