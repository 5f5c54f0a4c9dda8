package io.entropylong.entropy.context;

import io.entropylong.common.message.ContextsScored;

/** What became of a request for scores. */
public sealed interface Answer {
    /** All its contexts were scored, or are too long. */
    record Answered(ContextsScored scores) implements Answer {}

    /**
     * A context of it can never be scored, so the request has no answer.
     *
     * @param reason names the passage
     */
    record Impossible(String reason) implements Answer {}
}
