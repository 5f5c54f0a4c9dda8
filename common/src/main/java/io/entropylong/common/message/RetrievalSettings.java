package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How candidates are found (EntropyLong, step 2).
 *
 * @param topK candidates that nearest-neighbour search gives a position (K)
 * @param phraseK candidates that the phrase arm gives a position; 0 turns it off
 * @param fusion what takes part in choosing the K candidates
 * @param contextFilter whose passages are candidates and control passages
 */
public record RetrievalSettings(int topK, int phraseK, Fusion fusion, MetadataFilter contextFilter) {
    /** What chooses the K candidates of a position. */
    public enum Fusion {
        /** Cosine alone: the paper's. */
        @JsonProperty("none")
        NONE,
        /** Cosine and BM25 over the words of the query, joined by reciprocal rank fusion. */
        @JsonProperty("bm25")
        BM25
    }

    public RetrievalSettings {
        if (topK < 0) throw new IllegalArgumentException("topK must be at least 0: " + topK);
        if (phraseK < 0) throw new IllegalArgumentException("phraseK must be at least 0: " + phraseK);
        RunSettings.requireAtMost("topK", topK, RunSettings.MOST_PASSAGES);
        RunSettings.requireAtMost("phraseK", phraseK, RunSettings.MOST_PASSAGES);
        if (topK + phraseK == 0) {
            throw new IllegalArgumentException("topK and phraseK are both 0: nothing is retrieved");
        }
        // messages that were written before there were these
        if (fusion == null) fusion = Fusion.NONE;
        contextFilter = MetadataFilter.orAll(contextFilter);
    }

    /** Cosine and phrases, over all documents. */
    public static RetrievalSettings of(int topK, int phraseK) {
        return new RetrievalSettings(topK, phraseK, Fusion.NONE, MetadataFilter.ALL);
    }
}
