package io.entropylong.entropy.scoring;

/** What a forward pass is for. */
public enum Phase {
    /** A root alone. */
    PROFILE,
    /** A root behind a context. */
    VERIFY
}
