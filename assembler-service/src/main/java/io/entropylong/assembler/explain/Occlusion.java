package io.entropylong.assembler.explain;

import io.entropylong.common.message.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which part of a passage resolves a token, measured: the passage is scored again without each of its windows. The rise of H'
 * that a window's absence brings is what the window did.
 */
public final class Occlusion {
    private Occlusion() {}

    /** Asks the model. */
    @FunctionalInterface
    public interface Scorer {
        /**
         * @param context what stands in front of the root
         * @return H in nats of the root's token
         */
        double entropy(TokenIds context);
    }

    /**
     * A part of the passage.
     *
     * @param from index of its first token in the passage
     * @param to index behind its last
     * @param entropy H' in nats without it
     */
    public record Window(int from, int to, double entropy) {}

    /**
     * One forward pass a window.
     *
     * @param passage its ids
     * @param size tokens of a window, at least 1
     * @return the windows, which tile the passage, in its order
     */
    public static List<Window> windows(int[] passage, int size, Scorer scorer) {
        if (size < 1) throw new IllegalArgumentException("size must be at least 1: " + size);
        List<Window> windows = new ArrayList<>();
        for (int from = 0; from < passage.length; from += size) {
            int to = Math.min(passage.length, from + size);
            TokenIds rest = TokenIds.of(Arrays.copyOfRange(passage, 0, from))
                    .then(TokenIds.of(Arrays.copyOfRange(passage, to, passage.length)));
            windows.add(new Window(from, to, scorer.entropy(rest)));
        }
        return windows;
    }
}
