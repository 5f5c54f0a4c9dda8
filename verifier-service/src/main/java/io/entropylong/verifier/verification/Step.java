package io.entropylong.verifier.verification;

import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.ScoresRequested;

/** What is to be done next for a root. */
public sealed interface Step {
    /**
     * Ask, and remember.
     *
     * @param request to the entropy service
     * @param state to be kept until it is answered
     */
    record Ask(ScoresRequested request, RootState.Scoring state) implements Step {}

    /**
     * @param event the root's only terminal event
     */
    record Conclude(RootConcluded event) implements Step {}

    /** Nothing: the record was a repetition. */
    record Ignore() implements Step {}
}
