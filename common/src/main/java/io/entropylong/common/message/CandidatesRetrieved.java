package io.entropylong.common.message;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of a root, or a part of them; topic {@code candidates}, key root.
 *
 * @param ref which root
 * @param part 0-based
 * @param parts how many parts there are; at least 1, also when there are no candidates
 * @param candidates those of this part
 * @param controls random passages; all in part 0
 * @param failure why nothing can be retrieved for this root, otherwise null
 */
public record CandidatesRetrieved(
        RootRef ref,
        int part,
        int parts,
        List<Candidate> candidates,
        List<Candidate> controls,
        @Nullable String failure) {
    public CandidatesRetrieved {
        Objects.requireNonNull(ref, "ref");
        if (part < 0 || part >= parts) throw new IllegalArgumentException("part " + part + " of " + parts);
        candidates = List.copyOf(candidates);
        controls = List.copyOf(controls);
    }

    /** The only part of a root that nothing can be retrieved for. */
    public static CandidatesRetrieved failed(RootRef ref, String failure) {
        return new CandidatesRetrieved(ref, 0, 1, List.of(), List.of(), failure);
    }

    /** A part of a root's candidates. */
    public static CandidatesRetrieved part(
            RootRef ref, int part, int parts, List<Candidate> candidates, List<Candidate> controls) {
        return new CandidatesRetrieved(ref, part, parts, candidates, controls, null);
    }
}
