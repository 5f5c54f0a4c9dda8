package io.entropylong.entropy.scoring;

import java.time.Duration;

/** Told of each forward pass that succeeded, from the thread that ran it. Thread-safe. */
@FunctionalInterface
public interface PassListener {
    /**
     * @param forwardTokens that went through the model's layers
     * @param elapsed wall-clock time of the pass
     */
    void passed(Phase phase, int forwardTokens, Duration elapsed);
}
