package io.entropylong.retrieval.search;

/** The search node will never do what was asked: the same request fails again. */
public final class SearchRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    SearchRefusedException(String request, int status, Exception cause) {
        super(message(request, status, String.valueOf(cause.getMessage())), cause);
        this.status = status;
    }

    SearchRefusedException(String request, int status, String reason) {
        super(message(request, status, reason));
        this.status = status;
    }

    /** HTTP status of the refusal. */
    public int status() {
        return status;
    }

    private static String message(String request, int status, String reason) {
        return "the search node refused " + request + " with " + status + ": " + reason;
    }
}
