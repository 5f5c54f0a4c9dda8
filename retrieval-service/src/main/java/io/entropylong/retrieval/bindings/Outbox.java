package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** Sends in the transaction of the batch that is worked on; its output bindings are named like the topics, with dashes for dots. */
final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final byte[] SERVICE = "retrieval".getBytes(StandardCharsets.UTF_8);

    private final StreamBridge bridge;
    private final MessageCodec codec;
    private final MeterRegistry meters;

    Outbox(StreamBridge bridge, MessageCodec codec, MeterRegistry meters) {
        this.bridge = bridge;
        this.codec = codec;
        this.meters = meters;
    }

    void send(String topic, String key, Object message) {
        send(
                topic,
                MessageBuilder.withPayload(codec.encode(message))
                        .setHeader(KafkaHeaders.KEY, key.getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    /** Sends records that can never be processed to the dead letters of their topic; to throw would redo the batch for ever. */
    void reject(String topic, List<Records.Rejected> rejected) {
        for (Records.Rejected letter : rejected) {
            log.warn("a record of {} goes to its dead letters: {}", topic, letter.reason());
            Object value = letter.value() == null ? KafkaNull.INSTANCE : letter.value();
            send(
                    Topics.deadLetters(topic),
                    MessageBuilder.withPayload(value)
                            .setHeader(KafkaHeaders.KEY, letter.key())
                            .setHeader("reason", letter.reason().getBytes(StandardCharsets.UTF_8))
                            .setHeader("service", SERVICE)
                            .build());
            meters.counter("entropylong.dead.letters", "topic", topic).increment();
        }
    }

    private void send(String topic, Message<?> message) {
        if (!bridge.send(topic.replace('.', '-') + "-out", message)) {
            throw new IllegalStateException("a record was not sent to " + topic);
        }
    }
}
