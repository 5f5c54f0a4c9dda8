package io.entropylong.benchmarks.kill;

import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The forward tokens that count: those of the model's answers whose transactions were committed. */
final class CommittedTokens {
    private static final MessageCodec CODEC = new MessageCodec();

    private CommittedTokens() {}

    static long on(String bootstrapServers) {
        return sum(bootstrapServers, Topics.PROFILES, CommittedTokens::profile)
                + sum(bootstrapServers, Topics.SCORES, CommittedTokens::scores);
    }

    private static long profile(byte[] record) {
        return switch (CODEC.decode(record, RootProfiled.class)) {
            case RootProfiled.Profile profile -> profile.forwardTokens();
            case RootProfiled.Refused refused -> refused.forwardTokens();
        };
    }

    private static long scores(byte[] record) {
        return CODEC.decode(record, ContextsScored.class).scores().stream()
                .mapToLong(ContextsScored.ContextScore::computedTokens)
                .sum();
    }

    private static long sum(String bootstrapServers, String topic, ToLongFunction<byte[]> tokens) {
        long sum = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    sum += tokens.applyAsLong(record.value());
                }
            }
        }
        return sum;
    }
}
