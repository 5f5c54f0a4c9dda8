package io.entropylong.entropy.scoring;

import java.time.Duration;

/** Told of each forward pass that succeeded, from the thread that ran it. Thread-safe. */
@FunctionalInterface
public interface PassListener {
    /**
     * @param forwardTokens that went through the model's layers
     * @param waited time between the request and the pass
     * @param elapsed wall-clock time of the pass
     */
    void passed(Phase phase, int forwardTokens, Duration waited, Duration elapsed);

    /** A pass failed for want of memory and is tried once more. */
    default void outOfMemory(Phase phase) {}
}
