package io.entropylong.retrieval.search;

import io.entropylong.retrieval.passage.WordSplitter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage as its index takes it; only the text is ever asked for.
 *
 * @param passage its name
 * @param document the document it is a piece of
 * @param text its text
 * @param words the same as words with blanks between, for phrases
 * @param labels its document's metadata, for filters
 * @param lot its place in the draw of control passages
 * @param start index of its first character in the document
 * @param end index behind its last
 * @param vector of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record PassageSource(
        @Nullable String passage,
        @Nullable String document,
        @Nullable String text,
        @Nullable String words,
        @Nullable List<String> labels,
        @Nullable Long lot,
        @Nullable Integer start,
        @Nullable Integer end,
        float @Nullable [] vector) {
    static PassageSource of(IndexedDocument document, IndexedDocument.IndexedPassage passage) {
        String text = document.text().substring(passage.start(), passage.end());
        return new PassageSource(
                passage.id(),
                document.id(),
                text,
                WordSplitter.separated(text),
                Labels.of(document.metadata()),
                DocumentStore.lot(passage.id()),
                passage.start(),
                passage.end(),
                passage.vector());
    }
}
