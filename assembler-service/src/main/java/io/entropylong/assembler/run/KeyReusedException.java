package io.entropylong.assembler.run;

/** An Idempotency-Key that came with another request before. */
public class KeyReusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyReusedException(String run) {
        super("the Idempotency-Key belongs to run " + run + ", whose specification is another");
    }
}
