package io.entropylong.entropy.scoring;

/** What a forward pass is for. */
public enum Phase {
    /** A root alone. */
    ENTROPY,
    /** A root behind a context, in a lower precision. */
    SCREEN,
    /** A root behind a context. */
    VERIFY
}
