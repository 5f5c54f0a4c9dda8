package io.entropylong.retrieval.search;

import io.entropylong.common.seed.Lot;
import io.entropylong.retrieval.duplicate.Fingerprint;
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
 * @param content equal in exact copies
 * @param bands of which near copies share one
 * @param duplicateOf the document that it is an exact copy of; null for one that is indexed
 * @param labels the metadata for filters
 * @param metadata kept beside it
 */
record DocumentSource(
        @Nullable String id,
        @Nullable String text,
        @Nullable Integer chars,
        @Nullable Long lot,
        @Nullable List<String> passages,
        @Nullable String content,
        @Nullable List<String> bands,
        @Nullable String duplicateOf,
        @Nullable List<String> labels,
        @Nullable Map<String, String> metadata) {
    static DocumentSource of(IndexedDocument document) {
        Fingerprint copies = Fingerprint.of(document.text());
        return new DocumentSource(
                document.id(),
                document.text(),
                document.text().length(),
                Lot.draw(0, "document", document.id()),
                document.passages().stream()
                        .map(IndexedDocument.IndexedPassage::id)
                        .toList(),
                copies.content(),
                copies.bands(),
                null,
                Labels.of(document.metadata()),
                document.metadata());
    }
}
