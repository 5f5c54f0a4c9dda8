package io.entropylong.embedded;

/** A server did not start; the message says why and quotes the last lines of its log. */
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerStartException(String message) {
        super(message);
    }
}
