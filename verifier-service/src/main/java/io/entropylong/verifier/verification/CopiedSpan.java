package io.entropylong.verifier.verification;

import io.entropylong.common.message.TokenIds;

/**
 * How much text around a position root and passage share word for word. Measures of whole passages catch no verbatim
 * copying; a copy shows only around the token itself.
 */
final class CopiedSpan {
    private CopiedSpan() {}

    /**
     * @param root ids of the root
     * @param position index t in these
     * @param passage ids of the passage
     * @return tokens of the longest span around t, x_t included, that the passage holds too; 0 when it does not hold x_t
     */
    static int around(TokenIds root, int position, TokenIds passage) {
        int[] x = root.toArray();
        int[] c = passage.toArray();
        int longest = 0;
        for (int at = 0; at < c.length; at++) {
            if (c[at] != x[position]) continue;
            int before = 0;
            while (before < at && before < position && c[at - before - 1] == x[position - before - 1]) before++;
            int behind = 0;
            while (at + behind + 1 < c.length
                    && position + behind + 1 < x.length
                    && c[at + behind + 1] == x[position + behind + 1]) behind++;
            longest = Math.max(longest, before + 1 + behind);
        }
        return longest;
    }
}
