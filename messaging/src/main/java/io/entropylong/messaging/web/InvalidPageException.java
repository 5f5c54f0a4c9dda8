package io.entropylong.messaging.web;

import org.jspecify.annotations.Nullable;

/** A page of a list was asked for with a limit or cursor that cannot be. */
public final class InvalidPageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final String reason;

    InvalidPageException(String parameter, String reason, @Nullable Throwable cause) {
        super(parameter + " " + reason, cause);
        this.parameter = parameter;
        this.reason = reason;
    }

    /** {@code limit} or {@code cursor}. */
    public String parameter() {
        return parameter;
    }

    /** What is wrong with it. */
    public String reason() {
        return reason;
    }
}
