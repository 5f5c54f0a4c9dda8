package io.entropylong.retrieval.corpus;

import java.time.Duration;

/** A file is not taken now, because too many documents wait to be indexed. */
public final class BacklogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param waiting documents that are not indexed yet
     * @param most of them with which another file is taken
     */
    BacklogException(long waiting, long most, Duration retryAfter) {
        super("%d documents wait to be indexed, another file is taken when there are at most %d"
                .formatted(waiting, most));
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
