package io.entropylong.entropy.bindings;

import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * The records of one poll.
 *
 * @param incoming the messages among them, in order
 * @param malformed the others
 */
record Batch<T>(List<Incoming<T>> incoming, List<Rejected> malformed) {
    Batch {
        incoming = List.copyOf(incoming);
        malformed = List.copyOf(malformed);
    }

    static <T> Batch<T> read(Message<List<byte[]>> batch, MessageCodec codec, Class<T> type) {
        // a tombstone comes as another type than byte[], so the lists' elements are looked at before they are used
        List<?> values = batch.getPayload();
        List<?> keys = batch.getHeaders().get(KafkaHeaders.RECEIVED_KEY, List.class);
        List<Incoming<T>> incoming = new ArrayList<>();
        List<Rejected> malformed = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            byte[] value = bytes(values.get(i));
            RawRecord record = new RawRecord(keys == null ? null : bytes(keys.get(i)), value);
            try {
                incoming.add(new Incoming<>(record, codec.decode(value, type)));
            } catch (MalformedMessageException e) {
                malformed.add(new Rejected(record, true, String.valueOf(e.getMessage())));
            }
        }
        return new Batch<>(incoming, malformed);
    }

    private static byte @Nullable [] bytes(@Nullable Object element) {
        return element instanceof byte[] bytes ? bytes : null;
    }

    List<T> messages() {
        return incoming.stream().map(Incoming::message).toList();
    }
}
