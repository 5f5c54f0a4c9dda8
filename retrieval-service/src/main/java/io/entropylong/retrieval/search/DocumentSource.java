package io.entropylong.retrieval.search;

import io.entropylong.common.seed.Lot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as its index keeps it; what a request did not ask for is null.
 *
 * @param id its name
 * @param text the whole text
 * @param chars UTF-16 characters of the text
 * @param lot its place in a walk through the corpus
 * @param passages names of its passages
 * @param metadata kept beside it
 */
record DocumentSource(
        @Nullable String id,
        @Nullable String text,
        @Nullable Integer chars,
        @Nullable Long lot,
        @Nullable List<String> passages,
        @Nullable Map<String, String> metadata) {
    static DocumentSource of(IndexedDocument document) {
        return new DocumentSource(
                document.id(),
                document.text(),
                document.text().length(),
                Lot.draw(0, "document", document.id()),
                document.passages().stream()
                        .map(IndexedDocument.IndexedPassage::id)
                        .toList(),
                document.metadata());
    }
}
