package io.entropylong.assembler.explain;

import org.jspecify.annotations.Nullable;

/**
 * The longest run of tokens around a position that root and passage share, x_t included, as the verifier measures it.
 *
 * @param inRoot index of its first token in the root
 * @param inPassage index of its first token in the passage
 * @param tokens its length
 */
public record SharedSpan(int inRoot, int inPassage, int tokens) {
    /**
     * @param root ids of the root
     * @param position index t in these
     * @param passage ids of the passage
     * @return of several of the same length the first in the passage; null when the passage does not hold x_t
     */
    static @Nullable SharedSpan around(int[] root, int position, int[] passage) {
        SharedSpan longest = null;
        for (int at = 0; at < passage.length; at++) {
            if (passage[at] != root[position]) continue;
            int before = 0;
            while (before < at && before < position && passage[at - before - 1] == root[position - before - 1])
                before++;
            int behind = 1;
            while (at + behind < passage.length
                    && position + behind < root.length
                    && passage[at + behind] == root[position + behind]) behind++;
            if (longest == null || before + behind > longest.tokens()) {
                longest = new SharedSpan(position - before, at - before, before + behind);
            }
        }
        return longest;
    }
}
