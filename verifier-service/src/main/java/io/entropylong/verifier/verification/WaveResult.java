package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.ContextsScored.ContextScore;
import io.entropylong.common.message.ContextsScored.Failed;
import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ContextsScored.Scored;
import io.entropylong.common.message.ContextsScored.Screened;
import io.entropylong.common.message.ContextsScored.TooLong;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RootConcluded.Context;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.RootMeasurements.CandidateScored;
import io.entropylong.common.message.RootMeasurements.PairScored;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds a wave's scores, candidate by candidate, to what the waves before it gave. */
final class WaveResult {
    private final RootMaterial material;
    private final List<Context> contexts;
    private final List<Dependency> dependencies;
    private final List<CandidateScored> candidates;
    private final List<ControlScored> controlPassages;
    private final Map<Verdict, Long> rejected = new EnumMap<>(Verdict.class);
    private final ControlGains controls;
    private Cost cost;
    private int idle;
    private int size;
    private boolean full;

    WaveResult(RootMaterial material, Findings before) {
        this.material = material;
        this.contexts = new ArrayList<>(before.contexts());
        this.dependencies = new ArrayList<>(before.dependencies());
        this.candidates = new ArrayList<>(before.candidates());
        this.controlPassages = before.controls();
        this.rejected.putAll(before.rejected());
        this.controls = new ControlGains(material, before.controls());
        this.cost = before.cost();
        this.idle = before.idle();
        this.size = UnitSize.of(material.profile(), contexts);
    }

    /**
     * @param indices that were asked for
     * @throws IllegalStateException when the score is not of this candidate at these indices
     */
    void add(Candidate candidate, List<Integer> indices, ContextScore score) {
        Answers.check(candidate.passage(), indices, score);
        switch (score) {
            case TooLong tooLong ->
                cost = new Cost(
                        cost.baselineTokens(),
                        cost.verificationTokens(),
                        cost.controlTokens(),
                        cost.screenTokens(),
                        cost.naiveTokens(),
                        cost.truncatedTokens(),
                        cost.candidates(),
                        cost.candidatesScored(),
                        cost.pairsScored(),
                        cost.tooLong() + 1);
            case Scored scored -> addScored(candidate, scored);
            case Screened screened -> {
                count(screened.tokens(), screened.positions(), 0, screened.screenTokens());
                candidates.add(measured(
                        candidate,
                        screened.tokens(),
                        false,
                        pairs(candidate, screened.tokens(), screened.positions())));
                idle++;
            }
            case Failed failed -> throw new IllegalStateException(failed.reason());
        }
    }

    private void addScored(Candidate candidate, Scored scored) {
        count(scored.tokens(), scored.positions(), scored.forwardTokens(), scored.screenTokens());
        List<Dependency> pairs = pairs(candidate, scored.tokens(), scored.positions());
        candidates.add(measured(candidate, scored.tokens(), true, pairs));
        List<Dependency> found = accepted(pairs);
        if (found.isEmpty()) {
            idle++;
            return;
        }
        idle = 0;
        int grown = size
                + scored.tokens().size()
                + material.profile().model().separator().size();
        if (grown > material.profile().settings().unitTokens()) {
            full = true;
            return;
        }
        size = grown;
        contexts.add(new Context(candidate.passage(), candidate.document(), scored.tokens()));
        dependencies.addAll(found);
    }

    private List<Dependency> accepted(List<Dependency> pairs) {
        Criterion criterion = material.profile().settings().criterion();
        List<Dependency> accepted = new ArrayList<>();
        for (Dependency pair : pairs) {
            Verdict verdict = criterion.judge(pair);
            if (verdict == Verdict.ACCEPTED) accepted.add(pair);
            else if (verdict != Verdict.LOW_GAIN) rejected.merge(verdict, 1L, Long::sum);
        }
        return accepted;
    }

    private void count(TokenIds context, List<PositionScore> positions, long forwardTokens, long screenTokens) {
        int rootTokens = material.profile().tokens().size();
        // one pass for each pair, as short as the service's own: start, C, separator, x_0 .. x_(t-1) predict x_t
        long truncated = positions.stream()
                .mapToLong(position -> passTokens(context, position.index()))
                .sum();
        cost = new Cost(
                cost.baselineTokens(),
                cost.verificationTokens() + forwardTokens,
                cost.controlTokens(),
                cost.screenTokens() + screenTokens,
                cost.naiveTokens() + positions.size() * passTokens(context, rootTokens),
                cost.truncatedTokens() + truncated,
                cost.candidates(),
                cost.candidatesScored() + 1,
                cost.pairsScored() + positions.size(),
                cost.tooLong());
    }

    private List<Dependency> pairs(Candidate candidate, TokenIds context, List<PositionScore> positions) {
        return positions.stream()
                .map(score -> controls.addTo(pair(candidate, context, score)))
                .toList();
    }

    private static CandidateScored measured(
            Candidate candidate, TokenIds context, boolean exact, List<Dependency> pairs) {
        return new CandidateScored(
                candidate.passage(),
                candidate.document(),
                context.size(),
                exact,
                pairs.stream()
                        .map(pair -> new PairScored(
                                pair.position(),
                                pair.entropyWithContext(),
                                pair.surprisalWithContext(),
                                pair.copiedTokens(),
                                finds(candidate, pair.position())))
                        .toList());
    }

    /** The finds of a pair, the best first. */
    private static List<Candidate.Retrieval> finds(Candidate candidate, int index) {
        return candidate.retrievals().stream()
                .filter(find -> find.index() == index)
                .sorted(CandidateOrder.BEST_FIND)
                .toList();
    }

    private Dependency pair(Candidate candidate, TokenIds context, PositionScore score) {
        HighEntropyPosition alone = material.position(score.index());
        return new Dependency(
                candidate.passage(),
                score.index(),
                alone.entropy(),
                score.entropy(),
                alone.surprisal(),
                score.surprisal(),
                CopiedSpan.around(material.profile().tokens(), score.index(), context),
                null,
                finds(candidate, score.index()).getFirst());
    }

    private long passTokens(TokenIds context, int rootTokens) {
        ModelIdentity model = material.profile().model();
        return (long) model.start().size() + context.size() + model.separator().size() + rootTokens;
    }

    Findings findings() {
        return new Findings(idle, contexts, dependencies, candidates, controlPassages, rejected, cost);
    }

    /** Whether a context with a dependency did not fit any more. */
    boolean full() {
        return full;
    }
}
