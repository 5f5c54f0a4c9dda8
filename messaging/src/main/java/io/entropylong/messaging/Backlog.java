package io.entropylong.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records wait for a group, asked of the broker: a consumer's own lag disappears when the consumer dies, which is
 * when it is wanted. A lag of one in a partition is none: it is the marker behind a producer's transaction.
 */
public final class Backlog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    /** Between two looks at the broker. */
    public static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Admin admin;
    private final List<Reader> readers;
    private final Map<String, Double> waiting = new ConcurrentHashMap<>();
    private final Thread watch = Thread.ofPlatform().daemon().name("backlog").unstarted(this::watch);

    /**
     * @param readers whose backlog is shown
     */
    public Backlog(KafkaProperties kafka, MeterRegistry registry, List<Reader> readers) {
        this.admin = Admin.create(kafka.clientSettings());
        this.readers = List.copyOf(readers);
        for (Reader reader : readers) {
            for (String topic : reader.topics()) {
                Gauge.builder(
                                "entropylong.backlog.records",
                                waiting,
                                all -> all.getOrDefault(key(reader.group(), topic), 0.0))
                        .description("records of a topic that a stage has not worked on yet, as the broker sees it")
                        .tag("stage", reader.stage())
                        .tag("topic", topic)
                        .tag("group", reader.group())
                        .register(registry);
            }
        }
        watch.start();
    }

    /**
     * @param stage as metrics name it
     * @param group of consumers
     * @param topics that it reads
     */
    public record Reader(String stage, String group, List<String> topics) {
        public Reader {
            topics = List.copyOf(topics);
        }
    }

    /** Records of a topic that waited for a group when it was looked at last; 0 before the first look. */
    public long waiting(String group, String topic) {
        return waiting.getOrDefault(key(group, topic), 0.0).longValue();
    }

    @Override
    public void close() {
        watch.interrupt();
        admin.close();
    }

    private void watch() {
        try {
            while (true) {
                for (Reader reader : readers) look(reader);
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Reader reader) throws InterruptedException {
        try {
            count(reader);
        } catch (ExecutionException | KafkaException e) {
            log.debug("the backlog of {} is not known: {}", reader.group(), e.getMessage());
        }
    }

    private void count(Reader reader) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        admin.describeTopics(reader.topics()).allTopicNames().get().forEach((topic, description) -> description
                .partitions()
                .forEach(partition ->
                        partitions.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(partitions).all().get();
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(reader.group())
                .partitionsToOffsetAndMetadata()
                .get();
        for (String topic : reader.topics()) {
            double records = 0;
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
                if (!end.getKey().topic().equals(topic)) continue;
                OffsetAndMetadata committed = read.get(end.getKey());
                long lag = end.getValue().offset() - (committed == null ? 0 : committed.offset());
                if (lag > 1) records += lag;
            }
            waiting.put(key(reader.group(), topic), records);
        }
    }

    private static String key(String group, String topic) {
        return group + " " + topic;
    }
}
