package io.entropylong.retrieval.embedding;

import java.util.List;

/** Text to vectors of length 1, so that the inner product is the cosine. Thread-safe. */
public interface Embedder {
    /**
     * @return one vector a text, in their order; the same text always gives the same vector
     */
    List<float[]> embed(List<String> texts);

    /** Numbers in a vector. */
    int dimensions();
}
