package io.entropylong.entropy.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.KafkaProperties;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Tells what the model's token ids stand for, before anything is scored: only this service has a tokenizer. */
final class VocabularyAnnouncement {
    private final KafkaProperties kafka;
    private final MessageCodec codec;

    VocabularyAnnouncement(KafkaProperties kafka, MessageCodec codec) {
        this.kafka = kafka;
        this.codec = codec;
    }

    /**
     * @throws IllegalStateException when the broker does not take it
     */
    void send(Vocabulary vocabulary) {
        Map<String, Object> settings = kafka.clientSettings(Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                TopicProvision.MAX_RECORD_BYTES));
        byte[] key = vocabulary.tokenizerSha256().getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.VOCABULARIES, key, codec.encode(vocabulary)))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while telling the vocabulary", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot tell the vocabulary", e.getCause());
        }
    }
}
