package io.entropylong.common.message;

import org.jspecify.annotations.Nullable;

/** A record that is not the message its topic promises, and never will be. */
public class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
