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

/** What random passages gain at the positions of a root. */
final class ControlGains {
    private final Map<Integer, Double> largest = new HashMap<>();

    /**
     * @param controls what was scored of them; may be empty
     */
    ControlGains(RootMaterial material, List<ControlScored> controls) {
        for (ControlScored control : controls) {
            for (PositionScore score : control.positions()) {
                double alone = material.position(score.index()).entropy();
                largest.merge(score.index(), (alone - score.entropy()) / alone, Math::max);
            }
        }
    }

    /**
     * @param indices that were asked of each control passage
     * @return the passages that fitted the window, in the order of their draw
     * @throws IllegalStateException when the scores do not answer the question
     */
    static List<ControlScored> scored(RootMaterial material, List<Integer> indices, List<ContextScore> scores) {
        List<Candidate> controls = material.controls();
        Answers.checkCount(controls.size(), scores.size());
        List<ControlScored> scored = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            Answers.check(controls.get(i).passage(), indices, scores.get(i));
            if (scores.get(i) instanceof Scored answer) {
                scored.add(new ControlScored(
                        answer.passage(), controls.get(i).document(), answer.tokens(), answer.positions()));
            }
        }
        return scored;
    }

    static long forwardTokens(List<ContextScore> scores) {
        long tokens = 0;
        for (ContextScore score : scores) if (score instanceof Scored scored) tokens += scored.forwardTokens();
        return tokens;
    }

    /** The pair with the largest gain of a control passage there, where one is known. */
    Dependency addTo(Dependency pair) {
        Double gain = largest.get(pair.position());
        return gain == null ? pair : pair.withControlGain(gain);
    }
}
