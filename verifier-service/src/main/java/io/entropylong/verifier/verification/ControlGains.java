package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.ContextsScored.ContextScore;
import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ContextsScored.Scored;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Dependency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What random passages gain at the positions of the dependencies. */
final class ControlGains {
    private final Map<Integer, Double> largest = new HashMap<>();
    private final List<ControlScored> scored = new ArrayList<>();
    private long forwardTokens;

    /**
     * @param indices that were asked of each control passage
     * @throws IllegalStateException when the scores do not answer the question
     */
    ControlGains(RootMaterial material, List<Integer> indices, List<ContextScore> scores) {
        List<Candidate> controls = material.controls();
        Answers.checkCount(controls.size(), scores.size());
        for (int i = 0; i < scores.size(); i++) {
            Answers.check(controls.get(i).passage(), indices, scores.get(i));
            if (scores.get(i) instanceof Scored answer) {
                forwardTokens += answer.forwardTokens();
                scored.add(new ControlScored(
                        answer.passage(), controls.get(i).document(), answer.tokens(), answer.positions()));
                for (PositionScore score : answer.positions()) {
                    double alone = material.position(score.index()).entropy();
                    largest.merge(score.index(), (alone - score.entropy()) / alone, Math::max);
                }
            }
        }
    }

    /** The positions of the dependencies, distinct and ascending. */
    static List<Integer> indices(List<Dependency> dependencies) {
        return dependencies.stream()
                .map(Dependency::position)
                .distinct()
                .sorted()
                .toList();
    }

    List<Dependency> addTo(List<Dependency> dependencies) {
        return dependencies.stream().map(this::added).toList();
    }

    private Dependency added(Dependency dependency) {
        Double gain = largest.get(dependency.position());
        return gain == null ? dependency : dependency.withControlGain(gain);
    }

    /** The passages that fitted the window, in the order of their draw. */
    List<ControlScored> scored() {
        return scored;
    }

    long forwardTokens() {
        return forwardTokens;
    }
}
