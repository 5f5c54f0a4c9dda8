package io.entropylong.assembler.bindings;

import io.entropylong.assembler.catalog.VocabularySource;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.KafkaProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the vocabularies topic when it is asked, which is once a dataset; keeps nothing. */
@Component
class VocabularyLog implements VocabularySource {
    private static final Logger log = LoggerFactory.getLogger(VocabularyLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MessageCodec codec = new MessageCodec();
    private final KafkaProperties kafka;

    VocabularyLog(KafkaProperties kafka) {
        this.kafka = kafka;
    }

    @Override
    public @Nullable Vocabulary vocabulary(String tokenizerSha256) {
        Map<String, Object> settings = kafka.clientSettings();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.VOCABULARIES, PATIENCE).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return find(consumer, tokenizerSha256);
        }
    }

    private @Nullable Vocabulary find(KafkaConsumer<byte[], byte[]> consumer, String tokenizerSha256) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) throw new IllegalStateException("the broker does not give vocabularies");
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                byte[] key = record.key();
                if (key == null || !new String(key, StandardCharsets.UTF_8).equals(tokenizerSha256)) continue;
                try {
                    return codec.decode(record.value(), Vocabulary.class);
                } catch (MalformedMessageException e) {
                    log.warn("a record of {} is no vocabulary: {}", Topics.VOCABULARIES, e.getMessage());
                }
            }
        }
        return null;
    }
}
