package io.entropylong.entropy.scoring;

import org.jspecify.annotations.Nullable;

/** The work was cut off by the service's end and says nothing of the sequences; it is to be done again elsewhere. */
public class ScoringAbortedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScoringAbortedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
