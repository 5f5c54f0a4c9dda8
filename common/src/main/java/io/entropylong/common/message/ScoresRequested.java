package io.entropylong.common.message;

import java.util.List;
import java.util.Objects;

/**
 * Contexts to put in front of a root; topic {@code score-requests}, key root.
 *
 * @param ref which root
 * @param wave 0-based number of this request among the root's
 * @param tokens the root's ids, as far as the last index that is asked for needs
 * @param contexts what to put in front, each with what to ask
 */
public record ScoresRequested(RootRef ref, int wave, TokenIds tokens, List<Context> contexts) {
    /**
     * @param passage its name
     * @param text its text
     * @param indices root indices t to score, ascending
     * @param ceilings for each index the entropy in nats that H' must lie below to be of interest: a pass in a lower precision
     *     may come first, and the exact one is left out when that finds no such index; empty when the exact pass is wanted
     */
    public record Context(String passage, String text, List<Integer> indices, List<Double> ceilings) {
        public Context {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(text, "text");
            indices = List.copyOf(indices);
            ceilings = List.copyOf(ceilings);
            if (indices.isEmpty()) throw new IllegalArgumentException("nothing is asked of " + passage);
            if (!ceilings.isEmpty() && ceilings.size() != indices.size()) {
                throw new IllegalArgumentException(
                        passage + ": " + ceilings.size() + " ceilings for " + indices.size() + " indices");
            }
        }

        /** Of which the exact pass is wanted. */
        public Context(String passage, String text, List<Integer> indices) {
            this(passage, text, indices, List.of());
        }
    }

    public ScoresRequested {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(tokens, "tokens");
        contexts = List.copyOf(contexts);
    }
}
