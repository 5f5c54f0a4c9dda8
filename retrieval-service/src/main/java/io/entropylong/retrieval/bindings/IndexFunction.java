package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import io.entropylong.retrieval.bindings.Records.Good;
import io.entropylong.retrieval.bindings.Records.Rejected;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.corpus.DocumentIndexer;
import io.entropylong.retrieval.corpus.IntakeLimits;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Indexes submitted documents. A batch done twice leaves the same index. */
final class IndexFunction implements Consumer<Message<List<byte[]>>> {
    private final DocumentIndexer indexer;
    private final CorpusCatalog catalog;
    private final MessageCodec codec;
    private final Outbox outbox;
    private final MeterRegistry meters;

    IndexFunction(
            DocumentIndexer indexer, CorpusCatalog catalog, MessageCodec codec, Outbox outbox, MeterRegistry meters) {
        this.indexer = indexer;
        this.catalog = catalog;
        this.codec = codec;
        this.outbox = outbox;
        this.meters = meters;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        Records<DocumentSubmitted> records = Records.read(batch, codec, DocumentSubmitted.class);
        List<Rejected> rejected = new ArrayList<>(records.rejected());
        Map<String, Optional<Corpus>> corpora = new HashMap<>();
        // of several documents of one name the last counts
        Map<Corpus, Map<String, DocumentSubmitted>> wanted = new LinkedHashMap<>();
        for (Good<DocumentSubmitted> record : records.good()) {
            DocumentSubmitted document = record.message();
            Optional<Corpus> corpus = corpora.computeIfAbsent(document.corpus(), catalog::find);
            Optional<String> objection = objection(document, corpus);
            if (objection.isPresent()) {
                rejected.add(record.rejected(objection.get()));
            } else {
                wanted.computeIfAbsent(corpus.orElseThrow(), key -> new LinkedHashMap<>())
                        .put(document.id(), document);
            }
        }
        wanted.forEach((corpus, documents) -> indexer.index(corpus, documents.values()));
        outbox.reject(Topics.DOCUMENTS, rejected);
        meters.counter("entropylong.stage.records", "stage", "index", "outcome", "ok")
                .increment(records.good().size());
    }

    private static Optional<String> objection(DocumentSubmitted document, Optional<Corpus> corpus) {
        if (corpus.isEmpty()) return Optional.of("there is no corpus " + document.corpus());
        if (corpus.get().state() == Corpus.State.SEALED) {
            return Optional.of("corpus " + document.corpus() + " is sealed");
        }
        int bytes = document.id().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > IntakeLimits.MAX_ID_BYTES) {
            return Optional.of("id has " + bytes + " bytes; at most " + IntakeLimits.MAX_ID_BYTES + " are supported");
        }
        return Optional.empty();
    }
}
