package io.entropylong.retrieval.metrics;

import io.entropylong.common.message.Candidate;
import io.entropylong.messaging.Distribution;
import io.entropylong.retrieval.candidate.CandidateFinder;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.search.DocumentStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows searches and what they find, and how large the corpora are. */
public final class RetrievalMeters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RetrievalMeters.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
    private static final double[] RATIOS =
            IntStream.rangeClosed(1, 20).mapToDouble(part -> part / 20.0).toArray();
    private static final Duration[] OBJECTIVES = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Distribution similarities;
    private final Counter returned;
    private final Counter duplicate;
    private final Counter empty;
    private final MultiGauge documents;
    private final MultiGauge bytes;
    private final CorpusCatalog catalog;
    private final DocumentStore store;
    private final Thread watch =
            Thread.ofPlatform().daemon().name("index-meters").unstarted(this::watch);

    /** Begins to look at the corpora from time to time. */
    public RetrievalMeters(
            MeterRegistry registry, PrometheusRegistry distributions, CorpusCatalog catalog, DocumentStore store) {
        this.registry = registry;
        this.catalog = catalog;
        this.store = store;
        similarities = new Distribution(
                distributions,
                "entropylong_candidate_similarity_ratio",
                "cosine of a position's query and the passages found for it",
                "arm",
                RATIOS);
        returned = candidates("returned");
        duplicate = candidates("duplicate");
        empty = candidates("empty");
        documents = MultiGauge.builder("entropylong.index.documents")
                .description("documents of a corpus that a search sees")
                .register(registry);
        bytes = MultiGauge.builder("entropylong.index.size")
                .description("size of a corpus in the search node")
                .baseUnit("bytes")
                .register(registry);
        watch.start();
    }

    public void found(String corpus, CandidateFinder.Found found, Duration elapsed) {
        searches(corpus).record(elapsed);
        if (found.candidates().isEmpty()) empty.increment();
        returned.increment(found.candidates().size());
        for (Candidate candidate : found.candidates()) {
            duplicate.increment(candidate.retrievals().size() - 1.0);
            for (Candidate.Retrieval find : candidate.retrievals()) {
                if (find.arm() == Candidate.Arm.KNN) similarities.record("knn", find.similarity());
            }
        }
    }

    /** A file came in over REST. */
    public void uploaded(String format, long size) {
        ingested("rest", format, size);
    }

    /** A document came over its topic. */
    public void indexed(long size) {
        ingested("kafka", "json", size);
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void ingested(String source, String format, long size) {
        Counter.builder("entropylong.ingest.bytes")
                .description("bytes that came in")
                .tag("source", source)
                .tag("format", format)
                .register(registry)
                .increment((double) size);
    }

    private Counter candidates(String outcome) {
        return Counter.builder("entropylong.candidates")
                .description("candidates of roots: distinct passages, more finds of the same, roots without any")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Timer searches(String corpus) {
        return Timer.builder("entropylong.search.duration")
                .description("time that all searches of one root took, embedding its queries included")
                .serviceLevelObjectives(OBJECTIVES)
                .tag("index", corpus)
                .register(registry);
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            List<Corpus> corpora =
                    catalog.all().stream().filter(corpus -> !corpus.isGone()).toList();
            documents.register(
                    corpora.stream()
                            .map(corpus ->
                                    MultiGauge.Row.of(Tags.of("index", corpus.name()), store.documents(corpus.name())))
                            .toList(),
                    true);
            bytes.register(
                    corpora.stream()
                            .map(corpus ->
                                    MultiGauge.Row.of(Tags.of("index", corpus.name()), store.bytes(corpus.name())))
                            .toList(),
                    true);
        } catch (RuntimeException e) {
            log.debug("the corpora's sizes are not known: {}", e.getMessage());
        }
    }
}
