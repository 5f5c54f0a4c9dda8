package io.entropylong.standalone;

/** A server that a command needs does not answer. */
final class UnreachableServer extends UserError {
    private static final long serialVersionUID = 1L;

    UnreachableServer(String message) {
        super(message);
    }
}
