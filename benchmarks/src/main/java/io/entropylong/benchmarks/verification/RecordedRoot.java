package io.entropylong.benchmarks.verification;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A root as a run left it on its topics.
 *
 * @param profile its positions and their entropies
 * @param parts all of its candidates
 */
public record RecordedRoot(RootProfiled.Profile profile, List<CandidatesRetrieved> parts) {
    /**
     * @param bootstrapServers a broker that holds the topics of a run
     * @return the roots with positions and all their candidates, by ordinal
     */
    public static List<RecordedRoot> read(String bootstrapServers) {
        MessageCodec codec = new MessageCodec();
        Map<String, RootProfiled.Profile> profiles = new HashMap<>();
        Map<String, List<CandidatesRetrieved>> parts = new HashMap<>();
        for (byte[] value : values(bootstrapServers, Topics.PROFILES)) {
            if (codec.decode(value, RootProfiled.class) instanceof RootProfiled.Profile profile) {
                profiles.put(profile.ref().root(), profile);
            }
        }
        for (byte[] value : values(bootstrapServers, Topics.CANDIDATES)) {
            CandidatesRetrieved part = codec.decode(value, CandidatesRetrieved.class);
            parts.computeIfAbsent(part.ref().root(), root -> new ArrayList<>()).add(part);
        }
        List<RecordedRoot> roots = new ArrayList<>();
        profiles.forEach((root, profile) -> {
            List<CandidatesRetrieved> all = parts.getOrDefault(root, List.of());
            if (!all.isEmpty() && all.size() == all.getFirst().parts()) roots.add(new RecordedRoot(profile, all));
        });
        roots.sort(Comparator.comparingInt(root -> root.profile().ref().ordinal()));
        return roots;
    }

    private static List<byte[]> values(String bootstrapServers, String topic) {
        List<byte[]> values = new ArrayList<>();
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
                    values.add(record.value());
                }
            }
        }
        return values;
    }
}
