package io.entropylong.entropy.bindings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Sends records that can never be answered to their dead-letter topic, in the transaction of the batch that they came in.
 * An exception instead would have the whole batch done again for ever.
 */
final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final byte[] SERVICE = "entropy".getBytes(StandardCharsets.UTF_8);

    private final StreamBridge bridge;
    private final String binding;
    private final StageMeters meters;

    /**
     * @param binding output binding of the dead-letter topic
     */
    DeadLetters(StreamBridge bridge, String binding, StageMeters meters) {
        this.bridge = bridge;
        this.binding = binding;
        this.meters = meters;
    }

    StageMeters meters() {
        return meters;
    }

    void send(List<Rejected> rejected) {
        for (Rejected letter : rejected) {
            log.atWarn().addKeyValue("reason", letter.reason()).log("record sent to {}", binding);
            if (!bridge.send(binding, message(letter))) {
                throw new IllegalStateException("a dead letter was not sent by " + binding);
            }
            meters.deadLetter(letter);
        }
    }

    private static Message<?> message(Rejected letter) {
        byte[] value = letter.record().value();
        Object payload = value == null ? KafkaNull.INSTANCE : value;
        return MessageBuilder.withPayload(payload)
                .setHeader(KafkaHeaders.KEY, letter.record().key())
                .setHeader("reason", letter.reason().getBytes(StandardCharsets.UTF_8))
                .setHeader("service", SERVICE)
                .build();
    }
}
