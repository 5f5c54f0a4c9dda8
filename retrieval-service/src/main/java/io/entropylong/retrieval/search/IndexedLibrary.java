package io.entropylong.retrieval.search;

import io.entropylong.common.message.MetadataFilter;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.run.RootLibrary;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/** The corpora as they lie in the search node. */
public final class IndexedLibrary implements RootLibrary {
    private static final int PAGE = 1000;

    private final CorpusCatalog catalog;
    private final DocumentStore documents;

    public IndexedLibrary(CorpusCatalog catalog, DocumentStore documents) {
        this.catalog = catalog;
        this.documents = documents;
    }

    @Override
    public Optional<Corpus> corpus(String name) {
        return catalog.find(name);
    }

    @Override
    public long documents(String corpus) {
        return documents.documents(corpus);
    }

    @Override
    public long passages(String corpus) {
        return documents.passages(corpus);
    }

    @Override
    public void forEachDocument(String corpus, MetadataFilter filter, ObjIntConsumer<String> visitor) {
        List<DocumentEntry> page = documents.page(corpus, filter, Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            page.forEach(entry -> visitor.accept(entry.id(), entry.chars()));
            page = documents.page(corpus, filter, Optional.of(page.getLast()), PAGE);
        }
    }

    @Override
    public String text(String corpus, String document) {
        return documents
                .text(corpus, document)
                .orElseThrow(() -> new NoSuchElementException("corpus " + corpus + " has no document " + document));
    }
}
