package io.entropylong.assembler.inspection;

import io.entropylong.assembler.dataset.ProvenanceLines.RootLine;
import org.jspecify.annotations.Nullable;

/**
 * How a root of a run ended.
 *
 * @param root its name
 * @param document that it is a window of
 * @param tokens its length
 * @param mu mean entropy of its tokens, in nats
 * @param sigma their population standard deviation, in nats
 * @param tau threshold of its high-entropy positions, in nats
 * @param positions how many of these it has
 * @param outcome unit, or refused
 * @param reason why it was refused, otherwise null
 */
public record RootSummary(
        String root,
        String document,
        int tokens,
        double mu,
        double sigma,
        double tau,
        int positions,
        String outcome,
        @Nullable String reason) {
    static RootSummary of(RootLine line) {
        return new RootSummary(
                line.root(),
                line.document(),
                line.tokens(),
                line.mu(),
                line.sigma(),
                line.tau(),
                line.positions(),
                line.outcome(),
                line.reason());
    }
}
