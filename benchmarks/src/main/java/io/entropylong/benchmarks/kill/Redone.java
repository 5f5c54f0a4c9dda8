package io.entropylong.benchmarks.kill;

import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Work that was done more than once: answers of the model whose transaction was aborted. */
final class Redone {
    private static final MessageCodec CODEC = new MessageCodec();

    private Redone() {}

    /** Forward tokens of the answers that stand on the topic and do not count. */
    static long tokens(String bootstrapServers) {
        return tokens(bootstrapServers, "read_uncommitted") - tokens(bootstrapServers, "read_committed");
    }

    private static long tokens(String bootstrapServers, String isolation) {
        long tokens = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SCORES).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    tokens += tokens(CODEC.decode(record.value(), ContextsScored.class));
                }
            }
        }
        return tokens;
    }

    private static long tokens(ContextsScored scored) {
        long tokens = 0;
        for (ContextsScored.ContextScore score : scored.scores()) {
            tokens += score.computedTokens();
        }
        return tokens;
    }
}
