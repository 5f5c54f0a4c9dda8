package io.entropylong.assembler.bindings;

import io.entropylong.assembler.dataset.DatasetLibrary;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.backoff.FixedBackOff;

/** The plain Kafka function that writes samples to disk; at least once, which the dataset folder makes exactly once. */
@Configuration(proxyBeanMethods = false)
public class WriteFunction {
    private static final String DEAD_LETTERS = "write-dead-letters";
    private static final long RETRY_MILLIS = 1000;

    @Bean
    public Consumer<Message<List<byte[]>>> write(DatasetLibrary datasets, StreamBridge bridge, MeterRegistry meters) {
        MessageCodec codec = new MessageCodec();
        Counter written = Counter.builder("entropylong.stage.records")
                .description("Packed messages that are safe in a dataset folder")
                .tag("stage", "assemble")
                .tag("outcome", "ok")
                .register(meters);
        return batch -> {
            List<Packed> messages = new ArrayList<>();
            for (int i = 0; i < batch.getPayload().size(); i++) {
                byte[] value = batch.getPayload().get(i);
                try {
                    messages.add(codec.decode(value, Packed.class));
                } catch (MalformedMessageException e) {
                    bridge.send(DEAD_LETTERS, deadLetter(value, key(batch, i), String.valueOf(e.getMessage())));
                }
            }
            try {
                datasets.write(messages);
            } catch (IOException e) {
                throw new UncheckedIOException("samples cannot be written: " + e.getMessage(), e);
            }
            written.increment(messages.size());
        };
    }

    /** A batch that fails is tried again until it works: a full disk loses nothing. */
    @Bean
    public ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> retryForEver() {
        return (container, destination, group) -> container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(RETRY_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
    }

    private static Message<byte[]> deadLetter(byte[] value, byte[] key, String reason) {
        return MessageBuilder.withPayload(value)
                .setHeader(KafkaHeaders.KEY, key)
                .setHeader("reason", reason.getBytes(StandardCharsets.UTF_8))
                .setHeader("service", "assembler-write".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static byte[] key(Message<List<byte[]>> batch, int index) {
        List<?> keys = batch.getHeaders().get(KafkaHeaders.RECEIVED_KEY, List.class);
        return keys != null && keys.get(index) instanceof byte[] key ? key : new byte[0];
    }
}
