package io.entropylong.assembler.web;

import org.jspecify.annotations.Nullable;

/** A page of a list was asked for with a limit or cursor that cannot be. */
class InvalidPageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidPageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
