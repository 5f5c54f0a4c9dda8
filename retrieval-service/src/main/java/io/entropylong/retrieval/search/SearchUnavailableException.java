package io.entropylong.retrieval.search;

import org.jspecify.annotations.Nullable;

/** The search node cannot be reached or is overloaded; the same request may succeed later. */
public final class SearchUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SearchUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
