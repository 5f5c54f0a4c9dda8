package io.entropylong.messaging.deadletter;

import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.DeadLetterReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The dead letters on a broker. They stay where they are: what was sent again is remembered as the offsets of a consumer
 * group for each reason, written in the transaction that sends them, so that no letter is sent twice by one reason, not even
 * by two at a time.
 *
 * @param bootstrapServers the broker, as host:port[,host:port]
 */
public record DeadLetters(String bootstrapServers) {
    private static final Duration POLL = Duration.ofMillis(500);

    /** The longest that a broker allows unless it is told otherwise. */
    private static final int TRANSACTION_MILLIS = 900_000;

    /** Gives every dead letter of a topic of {@link Topics#ALL}, partition by partition. */
    public void forEach(String topic, Consumer<BuriedRecord> visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("dead-letters")) {
            Set<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readToEnd(consumer, partitions, record -> visitor.accept(BuriedRecord.of(topic, record)));
        }
    }

    /** How many whole letters of a reason were not sent again so far, of those that lie on a topic now. */
    public long waiting(String topic, DeadLetterReason reason) {
        long[] waiting = {0};
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(group(reason))) {
            readUnsent(consumer, topic, reason, record -> waiting[0]++);
        }
        return waiting[0];
    }

    /**
     * Sends the letters of a reason to their topic again, key and value as they came, but for those that were sent before
     * and those that are not whole.
     *
     * @return how many were sent
     */
    public long replay(String topic, DeadLetterReason reason) {
        String group = group(reason);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(group);
                KafkaProducer<byte[], byte[]> producer = producer(group + "-" + topic)) {
            // ends the transaction of another that is under way
            producer.initTransactions();
            producer.beginTransaction();
            long[] sent = {0};
            Map<TopicPartition, OffsetAndMetadata> ends = readUnsent(consumer, topic, reason, record -> {
                var unused = producer.send(new ProducerRecord<>(topic, record.key(), record.value()));
                sent[0]++;
            });
            producer.sendOffsetsToTransaction(ends, new ConsumerGroupMetadata(group));
            producer.commitTransaction();
            return sent[0];
        }
    }

    /** Reads what lies behind the group's offsets; gives the offsets behind that. */
    private static Map<TopicPartition, OffsetAndMetadata> readUnsent(
            KafkaConsumer<byte[], byte[]> consumer,
            String topic,
            DeadLetterReason reason,
            Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        Set<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        return readToEnd(consumer, partitions, record -> {
            boolean whole = record.headers().lastHeader(DeadLetter.CUT) == null;
            if (whole && BuriedRecord.of(topic, record).reason().equals(reason.id())) visitor.accept(record);
        });
    }

    private static Map<TopicPartition, OffsetAndMetadata> readToEnd(
            KafkaConsumer<byte[], byte[]> consumer,
            Set<TopicPartition> partitions,
            Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
        List<TopicPartition> left = new ArrayList<>(partitions);
        while (true) {
            left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            if (left.isEmpty()) break;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) visitor.accept(record);
        }
        for (TopicPartition partition : partitions) {
            read.put(partition, new OffsetAndMetadata(consumer.position(partition)));
        }
        return read;
    }

    private static Set<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(Topics.deadLetters(topic)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer(String transaction) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        transaction,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        TRANSACTION_MILLIS,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        TopicProvision.MAX_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static String group(DeadLetterReason reason) {
        return "dead-letters-replayed-" + reason.id();
    }
}
