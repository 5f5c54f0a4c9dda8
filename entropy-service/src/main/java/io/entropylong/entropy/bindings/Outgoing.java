package io.entropylong.entropy.bindings;

import io.entropylong.common.message.RootRef;
import java.nio.charset.StandardCharsets;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** Makes the messages that leave the service. */
final class Outgoing {
    private Outgoing() {}

    static Message<byte[]> keyedByRoot(RootRef ref, byte[] value) {
        return MessageBuilder.withPayload(value)
                .setHeader(KafkaHeaders.KEY, ref.root().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
