package io.entropylong.verifier.verification;

import io.entropylong.common.message.ContextsScored.ContextScore;
import io.entropylong.common.message.ContextsScored.Failed;
import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ContextsScored.TooLong;
import java.util.List;

/** Holds an answer against its question. */
final class Answers {
    private Answers() {}

    /**
     * @throws IllegalStateException when they do not belong together, or the model could not score it
     */
    static void check(String passage, List<Integer> indices, ContextScore score) {
        if (score instanceof Failed failed) {
            throw new IllegalStateException("the model cannot score " + failed.passage() + ": " + failed.reason());
        }
        if (!score.passage().equals(passage)) {
            throw new IllegalStateException("asked for " + passage + ", answered for " + score.passage());
        }
        if (score instanceof TooLong) return;
        List<Integer> answered =
                score.positions().stream().map(PositionScore::index).toList();
        if (!answered.equals(indices)) {
            throw new IllegalStateException(
                    passage + ": asked for the indices " + indices + ", answered for " + answered);
        }
    }

    /**
     * @throws IllegalStateException when the numbers differ
     */
    static void checkCount(int asked, int answered) {
        if (asked != answered) {
            throw new IllegalStateException("asked for " + asked + " contexts, answered for " + answered);
        }
    }
}
