package io.entropylong.assembler.web;

/** A run was asked for that is not there. */
class NoSuchRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchRunException(String run) {
        super("there is no run " + run);
    }
}
