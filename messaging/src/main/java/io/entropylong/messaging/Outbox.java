package io.entropylong.messaging;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import io.micrometer.core.instrument.Counter;
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

/**
 * Sends in the transaction of the batch that is worked on. The output binding of a topic is named like it, with dashes for
 * dots and {@code -out} behind.
 */
public final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final String service;
    private final StreamBridge bridge;
    private final MessageCodec codec;
    private final MeterRegistry meters;
    private final StageTraces traces;

    /**
     * @param service as dead letters name it
     */
    public Outbox(String service, StreamBridge bridge, MessageCodec codec, MeterRegistry meters, StageTraces traces) {
        this.service = service;
        this.bridge = bridge;
        this.codec = codec;
        this.meters = meters;
        this.traces = traces;
    }

    /** Works on a batch; what is sent meanwhile for the key of one of its records belongs to that record's trace. */
    public void answer(String stage, Message<List<byte[]>> batch, Runnable work) {
        traces.batch(stage, batch, work);
    }

    /**
     * @throws IllegalStateException when it is not taken
     */
    public void send(String topic, String key, Object message) {
        byte[] value = codec.encode(message);
        log.atDebug()
                .addKeyValue("topic", topic)
                .addKeyValue("key", key)
                .addKeyValue("bytes", value.length)
                .log("record sent");
        send(topic, key, MessageBuilder.withPayload(value).setHeader(KafkaHeaders.KEY, bytes(key)));
    }

    /**
     * Sends records to the dead letters of their topic; an exception instead would have the batch done again for ever.
     *
     * @param stage that met them, for the metric
     */
    public void bury(String stage, String topic, List<DeadLetter> letters) {
        for (DeadLetter letter : letters) {
            String key = letter.keyText();
            letter.warn(log, topic);
            Object value = letter.value() == null ? KafkaNull.INSTANCE : letter.value();
            MessageBuilder<?> message = MessageBuilder.withPayload(value).setHeader(KafkaHeaders.KEY, letter.key());
            letter.headers(service).forEach(message::setHeader);
            send(Topics.deadLetters(topic), key, message);
            deadLetters(meters, stage, letter).increment();
        }
    }

    /** The counter of dead letters, for those that are sent elsewhere. */
    public static Counter deadLetters(MeterRegistry meters, String stage, DeadLetter letter) {
        return Counter.builder("entropylong.dead.letters")
                .description("records that can never be processed")
                .tag("stage", stage)
                .tag("reason", letter.reason().id())
                .register(meters);
    }

    private void send(String topic, String key, MessageBuilder<?> message) {
        traces.headers(topic, key).forEach(header -> message.setHeader(header.key(), header.value()));
        if (!bridge.send(topic.replace('.', '-') + "-out", message.build())) {
            throw new IllegalStateException("a record was not sent to " + topic);
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
