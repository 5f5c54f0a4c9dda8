package io.entropylong.common.message;

import java.util.List;
import java.util.Objects;

/**
 * A passage that was retrieved for a root.
 *
 * @param passage its name
 * @param document the document it is a piece of; never the root's own
 * @param text its text
 * @param retrievals the positions that retrieved it; empty for a control passage
 */
public record Candidate(String passage, String document, String text, List<Retrieval> retrievals) {
    /** The ways of search that find candidates. */
    public enum Arm {
        /** Cosine nearest neighbours of the query's embedding: the paper's. */
        KNN,
        /** Passages that hold the words up to and including x_t verbatim. */
        PHRASE,
        /** BM25 over the words of the query; never without KNN, with which it is fused. */
        BM25
    }

    /**
     * One find.
     *
     * @param index index t of the position in the root's tokens
     * @param arm what found it
     * @param similarity cosine for {@code KNN}; words of verbatim match for {@code PHRASE}; the score of {@code BM25}
     * @param rank 1 for the best of its position and arm
     */
    public record Retrieval(int index, Arm arm, double similarity, int rank) {
        public Retrieval {
            Objects.requireNonNull(arm, "arm");
            if (rank < 1) throw new IllegalArgumentException("rank must be at least 1: " + rank);
        }
    }

    public Candidate {
        Objects.requireNonNull(passage, "passage");
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(text, "text");
        retrievals = List.copyOf(retrievals);
    }
}
