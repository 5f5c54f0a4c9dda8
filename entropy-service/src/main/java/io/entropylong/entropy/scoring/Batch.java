package io.entropylong.entropy.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences that share a forward pass.
 *
 * @param members their places in the list that was asked for
 * @param longest tokens of the longest
 */
record Batch(List<Integer> members, int longest) {
    Batch {
        members = List.copyOf(members);
    }

    /** Padding included. */
    int tokens() {
        return members.size() * longest;
    }

    /** Batches of all sequences, the longest ones first. */
    static List<Batch> of(List<Sequence> sequences, BatchLimits limits) {
        List<Integer> longestFirst = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> sequences.get(i).length())
                        .reversed())
                .toList();
        List<Batch> batches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        int longest = 0;
        for (int next : longestFirst) {
            int length = sequences.get(next).length();
            boolean fits = (open.size() + 1L) * longest <= limits.tokens();
            if (!open.isEmpty() && !(fits && (limits.padding() || length == longest))) {
                batches.add(new Batch(open, longest));
                open.clear();
            }
            if (open.isEmpty()) longest = length;
            open.add(next);
        }
        if (!open.isEmpty()) batches.add(new Batch(open, longest));
        return batches;
    }
}
