package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.DeadLetterReason;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.Received;
import io.entropylong.messaging.RecordBatch;
import io.entropylong.messaging.StageMeters;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.corpus.DocumentIndexer;
import io.entropylong.retrieval.metrics.RetrievalMeters;
import io.entropylong.retrieval.run.ArrivingRoots;
import io.entropylong.retrieval.search.RunStore;
import io.entropylong.retrieval.search.SearchRefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/**
 * Indexes submitted documents, and makes them roots of the continuous runs over their corpus. A batch done twice leaves the
 * same index.
 */
final class IndexFunction implements Consumer<Message<List<byte[]>>> {
    static final String STAGE = "index";

    private final DocumentIndexer indexer;
    private final CorpusCatalog catalog;
    private final RunStore runs;
    private final MessageCodec codec;
    private final Outbox outbox;
    private final int maxDocumentChars;
    private final StageMeters meters;
    private final RetrievalMeters retrieval;

    /**
     * @param maxDocumentChars most UTF-16 characters of a document's text
     * @param meters of stage index
     */
    IndexFunction(
            DocumentIndexer indexer,
            CorpusCatalog catalog,
            RunStore runs,
            MessageCodec codec,
            Outbox outbox,
            int maxDocumentChars,
            StageMeters meters,
            RetrievalMeters retrieval) {
        this.indexer = indexer;
        this.catalog = catalog;
        this.runs = runs;
        this.codec = codec;
        this.outbox = outbox;
        this.maxDocumentChars = maxDocumentChars;
        this.meters = meters;
        this.retrieval = retrieval;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        meters.batch(batch.getPayload().size(), () -> index(batch));
    }

    private void index(Message<List<byte[]>> batch) {
        RecordBatch<DocumentSubmitted> records = RecordBatch.read(batch, codec, DocumentSubmitted.class);
        List<DeadLetter> letters = new ArrayList<>(records.malformed());
        int skipped = 0;
        Map<String, Optional<Corpus>> corpora = new HashMap<>();
        // of several documents of one name the last counts
        Map<Corpus, Map<String, Received<DocumentSubmitted>>> wanted = new LinkedHashMap<>();
        for (Received<DocumentSubmitted> record : records.received()) {
            DocumentSubmitted document = record.message();
            Optional<Corpus> corpus = corpora.computeIfAbsent(document.corpus(), catalog::find);
            if (corpus.isPresent() && corpus.get().isGone()) {
                // what was deleted must not live on among the dead letters
                skipped++;
                continue;
            }
            Optional<DeadLetter> objection = objection(record, corpus);
            if (objection.isPresent()) {
                letters.add(objection.get());
            } else {
                if (record.value() != null) retrieval.indexed(record.value().length);
                wanted.computeIfAbsent(corpus.orElseThrow(), key -> new LinkedHashMap<>())
                        .put(document.id(), record);
            }
        }
        List<RootSelected> arriving = new ArrayList<>();
        wanted.forEach((corpus, documents) -> {
            letters.addAll(index(corpus, List.copyOf(documents.values())));
            arriving.addAll(roots(corpus, documents.values()));
        });
        for (RootSelected root : arriving) outbox.send(Topics.ROOTS, root.ref().root(), root);
        outbox.bury(STAGE, Topics.DOCUMENTS, letters);
        meters.failed(letters.size());
        meters.skipped(skipped);
        meters.ok(batch.getPayload().size() - letters.size() - skipped);
    }

    /** The roots for the continuous runs over the corpus. */
    private List<RootSelected> roots(Corpus corpus, Collection<Received<DocumentSubmitted>> documents) {
        return runs.running(corpus.name()).stream()
                .filter(run -> run.settings().roots().continuous())
                .flatMap(run ->
                        documents.stream().flatMap(document -> ArrivingRoots.of(run, document.message()).stream()))
                .toList();
    }

    /** All at once; when the node refuses something, one by one, so that only what it refuses is left out. */
    private List<DeadLetter> index(Corpus corpus, List<Received<DocumentSubmitted>> documents) {
        try {
            indexer.index(corpus, documents.stream().map(Received::message).toList());
            return List.of();
        } catch (SearchRefusedException e) {
            if (documents.size() == 1) {
                return List.of(documents.getFirst().rejected(DeadLetterReason.REFUSED, String.valueOf(e.getMessage())));
            }
            return documents.stream()
                    .flatMap(document -> index(corpus, List.of(document)).stream())
                    .toList();
        }
    }

    private Optional<DeadLetter> objection(Received<DocumentSubmitted> record, Optional<Corpus> corpus) {
        DocumentSubmitted document = record.message();
        if (corpus.isEmpty()) {
            return Optional.of(
                    record.rejected(DeadLetterReason.UNKNOWN_CORPUS, "there is no corpus " + document.corpus()));
        }
        if (corpus.get().state() == Corpus.State.SEALED) {
            return Optional.of(
                    record.rejected(DeadLetterReason.SEALED_CORPUS, "corpus " + document.corpus() + " is sealed"));
        }
        int chars = document.text().length();
        if (chars > maxDocumentChars) {
            return Optional.of(record.rejected(
                    DeadLetterReason.TOO_LARGE,
                    "text has " + chars + " characters; at most " + maxDocumentChars + " are supported"));
        }
        return Optional.empty();
    }
}
