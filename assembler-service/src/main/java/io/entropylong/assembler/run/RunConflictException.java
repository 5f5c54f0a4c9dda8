package io.entropylong.assembler.run;

/** A run that collides with another one. */
public class RunConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunConflictException(String message) {
        super(message);
    }
}
