package io.entropylong.retrieval.web;

import java.util.List;

/**
 * What the arms of retrieval find for a text.
 *
 * @param knn nearest passages, best first
 * @param phrase passages that hold its last words, longest match first
 */
record SearchView(List<Hit> knn, List<Hit> phrase) {
    /**
     * @param rank 1 for the best of its arm
     * @param similarity cosine, or words that match verbatim
     * @param passage its name: document and UTF-16 indices in it
     * @param document its document
     * @param text its text
     */
    record Hit(int rank, double similarity, String passage, String document, String text) {}
}
