package io.entropylong.entropy.scoring;

/**
 * What may share a forward pass. It changes no result, only the speed.
 *
 * @param tokens most tokens of a pass, padding included; a longer sequence has one of its own
 * @param padding whether sequences of different lengths may share a pass, the shorter ones padded; on a CPU a padding token
 *     costs as much as another
 */
public record BatchLimits(int tokens, boolean padding) {
    public BatchLimits {
        if (tokens < 1) throw new IllegalArgumentException("tokens must be at least 1: " + tokens);
    }
}
