package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.Backlog;
import io.entropylong.messaging.KafkaProperties;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.StageMeters;
import io.entropylong.messaging.StageTraces;
import io.entropylong.retrieval.RetrievalProperties;
import io.entropylong.retrieval.candidate.CandidateFinder;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.corpus.DocumentIndexer;
import io.entropylong.retrieval.corpus.DocumentPublisher;
import io.entropylong.retrieval.corpus.IntakeGate;
import io.entropylong.retrieval.corpus.Sealer;
import io.entropylong.retrieval.metrics.RetrievalMeters;
import io.entropylong.retrieval.run.RunPlanner;
import io.entropylong.retrieval.search.Copies;
import io.entropylong.retrieval.search.DocumentStore;
import io.entropylong.retrieval.search.RunStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.messaging.Message;

/** The service's functions, as the configuration file binds them to topics. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
public class RetrievalBindings {
    private static final String INDEX_GROUP = "retrieval-index";

    @Bean
    Outbox outbox(StreamBridge bridge, MessageCodec codec, MeterRegistry meters, StageTraces traces) {
        return new Outbox("retrieval", bridge, codec, meters, traces);
    }

    @Bean
    Consumer<Message<List<byte[]>>> index(
            DocumentIndexer indexer,
            CorpusCatalog catalog,
            RunStore runs,
            MessageCodec codec,
            Outbox outbox,
            RetrievalProperties properties,
            MeterRegistry meters,
            RetrievalMeters retrieval) {
        return new IndexFunction(
                indexer,
                catalog,
                runs,
                codec,
                outbox,
                properties.maxDocumentChars(),
                new StageMeters(meters, IndexFunction.STAGE),
                retrieval);
    }

    @Bean
    Consumer<Message<List<byte[]>>> plan(RunPlanner planner, RunStore runs, MessageCodec codec, Outbox outbox) {
        return new PlanFunction(planner, runs, codec, outbox);
    }

    @Bean
    Consumer<Message<List<byte[]>>> release(RunPlanner planner, RunStore runs, MessageCodec codec, Outbox outbox) {
        return new ReleaseFunction(planner, runs, codec, outbox);
    }

    @Bean
    Consumer<Message<List<byte[]>>> candidates(
            CandidateFinder finder,
            MessageCodec codec,
            Outbox outbox,
            MeterRegistry meters,
            RetrievalMeters retrieval) {
        return new CandidatesFunction(
                finder, codec, outbox, new StageMeters(meters, CandidatesFunction.STAGE), retrieval);
    }

    @Bean
    RetrievalMeters retrievalMeters(
            MeterRegistry meters, PrometheusRegistry distributions, CorpusCatalog catalog, DocumentStore store) {
        return new RetrievalMeters(meters, distributions, catalog, store);
    }

    @Bean
    Backlog backlog(KafkaProperties kafka, MeterRegistry meters) {
        return new Backlog(
                kafka,
                meters,
                List.of(
                        new Backlog.Reader(IndexFunction.STAGE, INDEX_GROUP, List.of(Topics.DOCUMENTS)),
                        new Backlog.Reader("plan", "retrieval-plan", List.of(Topics.RUNS)),
                        new Backlog.Reader("release", "retrieval-release", List.of(Topics.UNITS)),
                        new Backlog.Reader(
                                CandidatesFunction.STAGE, "retrieval-candidates", List.of(Topics.PROFILES))));
    }

    @Bean
    IntakeGate intakeGate(Backlog backlog, RetrievalProperties properties) {
        return new IntakeGate(
                () -> backlog.waiting(INDEX_GROUP, Topics.DOCUMENTS),
                properties.maxWaitingDocuments(),
                Backlog.BETWEEN);
    }

    @Bean
    KafkaDocumentPublisher documentPublisher(KafkaProperties kafka, MessageCodec codec) {
        return new KafkaDocumentPublisher(kafka, codec);
    }

    @Bean
    Sealer sealer(CorpusCatalog catalog, DocumentPublisher documents, DocumentStore store, Copies copies) {
        return new Sealer(catalog, documents, store, copies);
    }

    /** Behind a producer's transaction marker an offset must be committed too, or no corpus would ever count as indexed. */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> committedBehindMarkers() {
        return (container, destination, group) ->
                container.getContainerProperties().setFixTxOffsets(true);
    }
}
