package io.entropylong.common.message;

import java.util.List;
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

    /**
     * @throws IllegalArgumentException when one is of another passage or lies outside the root
     */
    static void requirePlaced(List<Dependency> dependencies, List<String> passages, int rootTokens) {
        for (Dependency one : dependencies) {
            if (!passages.contains(one.passage)) {
                throw new IllegalArgumentException("a dependency of " + one.passage + ", which is no context");
            }
            if (one.position < 0 || one.position >= rootTokens) {
                throw new IllegalArgumentException(
                        "a dependency at " + one.position + " of a root of " + rootTokens + " tokens");
            }
        }
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
