package io.entropylong.retrieval.corpus;

import io.entropylong.retrieval.search.Copies;
import io.entropylong.retrieval.search.DocumentStore;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals corpora: waits until all documents submitted before are indexed, then takes exact copies out and freezes the index. Deletes them likewise: a
 * batch under way may write once more, so the indexes go again when it is through. What is to be done stands in the
 * catalogue, so a restart goes on with it.
 */
public final class Sealer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sealer.class);
    private static final int PAUSE_MILLIS = 500;

    private final CorpusCatalog catalog;
    private final DocumentPublisher documents;
    private final DocumentStore store;
    private final Copies copies;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sealer").daemon(true).factory());

    public Sealer(CorpusCatalog catalog, DocumentPublisher documents, DocumentStore store, Copies copies) {
        this.catalog = catalog;
        this.documents = documents;
        this.store = store;
        this.copies = copies;
        var unused = thread.scheduleWithFixedDelay(this::advance, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Begins to seal an open corpus; another is left as it is. */
    public Corpus seal(Corpus corpus) {
        if (corpus.state() != Corpus.State.OPEN) return corpus;
        Corpus sealing = corpus.sealing(documents.submitted());
        catalog.update(sealing);
        return sealing;
    }

    /** Begins to delete a corpus; its content is searched no more. */
    public Corpus delete(Corpus corpus) {
        if (corpus.isGone()) return corpus;
        Corpus deleting = corpus.deleting(Map.of());
        catalog.update(deleting);
        return deleting;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void advance() {
        try {
            for (Corpus corpus : catalog.all()) {
                if (corpus.state() == Corpus.State.SEALING && isIndexed(corpus)) freeze(corpus);
                if (corpus.state() == Corpus.State.DELETING) clear(corpus);
            }
        } catch (RuntimeException e) {
            log.warn("sealing goes on later: {}", e.getMessage());
        }
    }

    private void freeze(Corpus corpus) {
        copies.removeExact(corpus.name());
        store.freeze(corpus.name());
        catalog.update(corpus.sealed());
        log.info("corpus {} is sealed", corpus.name());
    }

    private void clear(Corpus corpus) {
        store.drop(corpus.name());
        if (corpus.sealOffsets().isEmpty()) {
            // documents submitted after the state was written are not indexed
            catalog.update(corpus.deleting(documents.submitted()));
        } else if (isIndexed(corpus)) {
            store.drop(corpus.name());
            catalog.update(corpus.deleted());
            log.info("corpus {} is deleted", corpus.name());
        }
    }

    private boolean isIndexed(Corpus corpus) {
        Map<Integer, Long> indexed = documents.indexed();
        return corpus.sealOffsets().entrySet().stream()
                .allMatch(end -> indexed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
