package io.entropylong.assembler.pack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which totals can be reached exactly with some of a list's sizes; exact, in O(sizes * capacity / 64). */
final class SubsetSums {
    private final int[] sizes;
    /** Element i: the totals that the sizes from i on can reach. */
    private final List<BitSet> reachable = new ArrayList<>();

    /**
     * @param sizes tokens, each at least 1; oldest first
     * @param capacity the largest total of interest
     */
    SubsetSums(int[] sizes, int capacity) {
        this.sizes = sizes.clone();
        BitSet sums = new BitSet(capacity + 1);
        sums.set(0);
        reachable.add(sums);
        for (int i = sizes.length - 1; i >= 0; i--) {
            sums = withSize(sums, sizes[i], capacity);
            reachable.addFirst(sums);
        }
    }

    /**
     * @param from index of the first size that may be used
     * @param total to be reached
     */
    boolean reaches(int from, int total) {
        return total >= 0 && reachable.get(from).get(total);
    }

    /**
     * @param from index of the first size that may be used
     * @param total that {@link #reaches} says yes to
     * @return ascending indices of sizes with that total; the oldest ones possible
     */
    List<Integer> choose(int from, int total) {
        List<Integer> chosen = new ArrayList<>();
        int rest = total;
        for (int i = from; rest > 0; i++) {
            if (reaches(i + 1, rest - sizes[i])) {
                chosen.add(i);
                rest -= sizes[i];
            }
        }
        return chosen;
    }

    private static BitSet withSize(BitSet sums, int size, int capacity) {
        long[] words = sums.toLongArray();
        int whole = size >>> 6;
        int bits = size & 63;
        long[] shifted = new long[words.length + whole + 1];
        for (int i = 0; i < words.length; i++) {
            shifted[i + whole] |= words[i] << bits;
            if (bits > 0) shifted[i + whole + 1] |= words[i] >>> (64 - bits);
        }
        BitSet result = BitSet.valueOf(shifted);
        result.or(sums);
        if (result.length() > capacity + 1) result.clear(capacity + 1, result.length());
        return result;
    }
}
