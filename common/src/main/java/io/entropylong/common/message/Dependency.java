package io.entropylong.common.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A retrieved and scored pair (position, passage), usually one that the criterion accepts.
 *
 * @param passage the context's passage
 * @param position index t in the root's tokens
 * @param entropy H in nats, root alone
 * @param entropyWithContext H' in nats
 * @param surprisal -ln p(x_t) in nats, root alone
 * @param surprisalWithContext -ln p(x_t) in nats, with the context
 * @param copiedTokens longest verbatim span around the position that root and passage share, x_t included; 0 when the passage
 *     does not hold x_t
 * @param controlGain the largest gain of the root's control passages here; null when none was scored
 * @param retrieval the best find of this pair
 */
public record Dependency(
        String passage,
        int position,
        double entropy,
        double entropyWithContext,
        double surprisal,
        double surprisalWithContext,
        int copiedTokens,
        @Nullable Double controlGain,
        Candidate.Retrieval retrieval) {
    public Dependency {
        Objects.requireNonNull(passage, "passage");
        Objects.requireNonNull(retrieval, "retrieval");
    }

    /** (H - H') / H, at most 1. */
    public double gain() {
        return (entropy - entropyWithContext) / entropy;
    }

    /** This dependency with the control passages' largest gain. */
    public Dependency withControlGain(double gain) {
        return new Dependency(
                passage,
                position,
                entropy,
                entropyWithContext,
                surprisal,
                surprisalWithContext,
                copiedTokens,
                gain,
                retrieval);
    }
}
