package io.entropylong.common.message;

import io.entropylong.common.message.Candidate.Retrieval;
import java.util.List;
import java.util.Objects;

/**
 * What the model said of a root: enough to judge its pairs again, by another criterion or in another order, without a model.
 *
 * @param positions the root's high-entropy positions, ascending
 * @param candidates those that were scored, in the order in which they were
 * @param controls random passages
 */
public record RootMeasurements(
        List<PositionAlone> positions, List<CandidateScored> candidates, List<ControlScored> controls) {
    public RootMeasurements {
        positions = List.copyOf(positions);
        candidates = List.copyOf(candidates);
        controls = List.copyOf(controls);
    }

    /** Of a root that was never scored. */
    public static RootMeasurements none() {
        return new RootMeasurements(List.of(), List.of(), List.of());
    }

    /**
     * A position of the root alone.
     *
     * @param index index t in the root's tokens
     * @param entropy H in nats
     * @param surprisal -ln p(x_t) in nats
     */
    public record PositionAlone(int index, double entropy, double surprisal) {}

    /**
     * @param passage its name
     * @param document the document it is a piece of
     * @param tokens its length
     * @param exact false when a lower precision found it uninteresting, and the pairs have that one's values
     * @param pairs with the positions that retrieved it, ascending
     */
    public record CandidateScored(String passage, String document, int tokens, boolean exact, List<PairScored> pairs) {
        public CandidateScored {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(document, "document");
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * A candidate in front of the root, at a position that retrieved it.
     *
     * @param index index t in the root's tokens
     * @param entropy H' in nats
     * @param surprisal -ln p(x_t) in nats
     * @param copiedTokens longest verbatim span around the position that root and passage share
     * @param retrievals the finds of this pair, at most one of each arm, the best first; at least one
     */
    public record PairScored(
            int index, double entropy, double surprisal, int copiedTokens, List<Retrieval> retrievals) {
        public PairScored {
            retrievals = List.copyOf(retrievals);
            if (retrievals.isEmpty()) throw new IllegalArgumentException("a pair that nothing has found: " + index);
        }

        /** A pair that one arm found. */
        public PairScored(int index, double entropy, double surprisal, int copiedTokens, Retrieval retrieval) {
            this(index, entropy, surprisal, copiedTokens, List.of(retrieval));
        }
    }
}
