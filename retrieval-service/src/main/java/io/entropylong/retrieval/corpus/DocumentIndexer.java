package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.retrieval.embedding.Embedder;
import io.entropylong.retrieval.passage.PassageCutter;
import io.entropylong.retrieval.passage.Span;
import io.entropylong.retrieval.search.DocumentStore;
import io.entropylong.retrieval.search.IndexedDocument;
import io.entropylong.retrieval.search.IndexedDocument.IndexedPassage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Cuts documents into passages, embeds these and indexes both. Of a passage only the beginning is embedded, see {@link
 * io.entropylong.retrieval.embedding.BgeSmallEmbedder}. Thread-safe.
 */
public final class DocumentIndexer {
    private final Embedder embedder;
    private final DocumentStore store;

    public DocumentIndexer(Embedder embedder, DocumentStore store) {
        this.embedder = embedder;
        this.store = store;
    }

    /**
     * @param documents of this corpus, no two of the same name
     */
    public void index(Corpus corpus, Collection<DocumentSubmitted> documents) {
        PassageCutter cutter = new PassageCutter(corpus.passageTokens());
        List<IndexedDocument> indexed =
                documents.stream().map(document -> cut(cutter, document)).toList();
        store.put(corpus.name(), indexed);
    }

    private IndexedDocument cut(PassageCutter cutter, DocumentSubmitted document) {
        List<Span> spans = cutter.cut(document.text());
        List<float[]> vectors = embedder.embed(
                spans.stream().map(span -> span.of(document.text())).toList());
        List<IndexedPassage> passages = new ArrayList<>(spans.size());
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            passages.add(new IndexedPassage(
                    PassageCutter.passageId(document.id(), span), span.start(), span.end(), vectors.get(i)));
        }
        return new IndexedDocument(
                document.id(), document.text(), Objects.requireNonNullElse(document.metadata(), Map.of()), passages);
    }
}
