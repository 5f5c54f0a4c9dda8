package io.entropylong.assembler.rebuild;

import java.util.List;
import java.util.Optional;

/** The corpus as the model's tokenizer reads it. */
public interface CorpusTokens {
    /**
     * A token of a text.
     *
     * @param id token id
     * @param offset UTF-16 index of its first character in the document
     */
    record PlacedToken(int id, int offset) {}

    /**
     * The tokens of a passage by itself.
     *
     * @return empty when the corpus has no such document, or it is too short for the place
     */
    Optional<List<PlacedToken>> passage(TextPlace place);

    /** The tokens of a root, without the end that a long one loses; empty as above. */
    Optional<List<PlacedToken>> root(TextPlace place);
}
