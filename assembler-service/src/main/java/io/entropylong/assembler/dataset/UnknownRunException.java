package io.entropylong.assembler.dataset;

/** Samples of a run that is not recorded, or not yet. */
public final class UnknownRunException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnknownRunException(String run) {
        super("samples of run " + run + ", but no such run is recorded");
    }
}
