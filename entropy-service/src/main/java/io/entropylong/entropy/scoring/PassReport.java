package io.entropylong.entropy.scoring;

import java.time.Duration;

/**
 * A forward pass that succeeded.
 *
 * @param phase what it was for
 * @param sequences that shared it
 * @param forwardTokens of the sequences, through the model's layers
 * @param paddingTokens that went through them too, for nothing
 * @param waited time between the request and the pass
 * @param elapsed wall-clock time of the pass
 */
public record PassReport(
        Phase phase, int sequences, int forwardTokens, int paddingTokens, Duration waited, Duration elapsed) {}
