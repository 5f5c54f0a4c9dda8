package io.entropylong.languagemodel;

import io.entropylong.languagemodel.weights.ModelShape;
import java.nio.file.Path;
import java.util.List;

/**
 * A model as a graph in the cache.
 *
 * @param folder holds the graph, its weights and tokenizer.json
 * @param sha256 of the model's files
 * @param shape of the model
 * @param startIds in front of every sequence
 * @param origin how it came about
 */
record ConvertedModel(Path folder, String sha256, ModelShape shape, List<Integer> startIds, Origin origin) {
    static final String TOKENIZER = "tokenizer.json";

    /** What the start that asked for the model had to do. */
    enum Origin {
        /** It was there. */
        REUSED,
        /** It was not there. */
        CONVERTED,
        /** It was there, but not as it had been written. */
        REPAIRED
    }

    Path tokenizer() {
        return folder.resolve(TOKENIZER);
    }
}
