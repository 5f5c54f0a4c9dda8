package io.entropylong.retrieval.search;

import java.util.List;
import java.util.Map;

/**
 * A document with its passages, ready to be indexed.
 *
 * @param id its name
 * @param text the whole text
 * @param metadata kept beside it
 * @param passages in their order
 */
public record IndexedDocument(String id, String text, Map<String, String> metadata, List<IndexedPassage> passages) {
    public IndexedDocument {
        metadata = Map.copyOf(metadata);
        passages = List.copyOf(passages);
    }

    /**
     * A passage and its vector.
     *
     * @param id its name
     * @param start index of its first character in the document
     * @param end index behind its last
     * @param vector of length 1, not changed after
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record IndexedPassage(String id, int start, int end, float[] vector) {}
}
