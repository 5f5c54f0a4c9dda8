package io.entropylong.common.message;

import java.util.List;
import java.util.Objects;

/**
 * The candidates of a root, or a part of them; topic {@code candidates}, key root.
 *
 * @param ref which root
 * @param part 0-based
 * @param parts how many parts there are; at least 1, also when there are no candidates
 * @param candidates those of this part
 * @param controls random passages; all in part 0
 */
public record CandidatesRetrieved(
        RootRef ref, int part, int parts, List<Candidate> candidates, List<Candidate> controls) {
    public CandidatesRetrieved {
        Objects.requireNonNull(ref, "ref");
        if (part < 0 || part >= parts) throw new IllegalArgumentException("part " + part + " of " + parts);
        candidates = List.copyOf(candidates);
        controls = List.copyOf(controls);
    }
}
