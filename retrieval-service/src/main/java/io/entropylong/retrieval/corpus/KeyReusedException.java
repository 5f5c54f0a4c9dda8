package io.entropylong.retrieval.corpus;

/** An Idempotency-Key that came with another file before. */
public final class KeyReusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyReusedException(long before, long now) {
        super("this Idempotency-Key came with " + before + " bytes before and with " + now
                + " now: another file wants another key");
    }
}
