package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.KafkaProperties;
import io.entropylong.retrieval.corpus.DocumentPublisher;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Submits documents by a producer of its own: an upload is no transaction, its lines may be seen as they come, and one of
 * millions of lines would be too long for one.
 */
final class KafkaDocumentPublisher implements DocumentPublisher, AutoCloseable {
    /** The group whose committed offsets say what is indexed. */
    static final String INDEX_GROUP = "retrieval-index";

    private static final int RECORD_OVERHEAD_BYTES = 64 * 1024;

    private final MessageCodec codec;
    private final Producer<byte[], byte[]> producer;
    private final Admin admin;

    KafkaDocumentPublisher(KafkaProperties kafka, MessageCodec codec) {
        this.codec = codec;
        this.producer = new KafkaProducer<>(
                kafka.clientSettings(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        TopicProvision.MAX_RECORD_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.admin = Admin.create(kafka.clientSettings());
    }

    @Override
    public Upload begin() {
        return new KafkaUpload();
    }

    @Override
    public Map<Integer, Long> submitted() {
        var topics = ask(() ->
                admin.describeTopics(List.of(Topics.DOCUMENTS)).allTopicNames().get());
        var latest = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(Topics.DOCUMENTS, partition.partition()),
                        partition -> OffsetSpec.latest()));
        return ask(() -> admin.listOffsets(latest).all().get()).entrySet().stream()
                .collect(Collectors.toMap(offset -> offset.getKey().partition(), offset -> offset.getValue()
                        .offset()));
    }

    @Override
    public Map<Integer, Long> indexed() {
        var committed = ask(() -> admin.listConsumerGroupOffsets(INDEX_GROUP)
                .partitionsToOffsetAndMetadata()
                .get());
        Map<Integer, Long> indexed = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (partition.topic().equals(Topics.DOCUMENTS) && offset != null) {
                indexed.put(partition.partition(), offset.offset());
            }
        });
        return indexed;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not say how far the index is", e.getCause());
        }
    }

    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException;
    }

    private final class KafkaUpload implements Upload {
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        @Override
        public boolean submit(DocumentSubmitted document) {
            check();
            byte[] key = (document.corpus() + "/" + document.id()).getBytes(StandardCharsets.UTF_8);
            byte[] value = codec.encode(document);
            if (value.length + key.length > TopicProvision.MAX_RECORD_BYTES - RECORD_OVERHEAD_BYTES) return false;
            var unused = producer.send(new ProducerRecord<>(Topics.DOCUMENTS, key, value), (metadata, problem) -> {
                if (problem != null) failure.compareAndSet(null, problem);
            });
            return true;
        }

        @Override
        public void finish() {
            producer.flush();
            check();
        }

        private void check() {
            Exception problem = failure.get();
            if (problem != null) throw new IllegalStateException("documents could not be submitted", problem);
        }
    }
}
