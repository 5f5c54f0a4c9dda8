package io.entropylong.messaging;

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
 * @param received those that are messages of the topic, in order
 * @param malformed the others
 */
public record RecordBatch<T>(List<Received<T>> received, List<DeadLetter> malformed) {
    public RecordBatch {
        received = List.copyOf(received);
        malformed = List.copyOf(malformed);
    }

    /** Decodes what the binder gives in batch mode with native decoding. */
    public static <T> RecordBatch<T> read(Message<List<byte[]>> batch, MessageCodec codec, Class<T> type) {
        // a tombstone comes as another type than byte[]: elements are looked at before they are used
        List<?> values = batch.getPayload();
        List<?> keys = header(batch, KafkaHeaders.RECEIVED_KEY);
        List<?> partitions = header(batch, KafkaHeaders.RECEIVED_PARTITION);
        List<?> offsets = header(batch, KafkaHeaders.OFFSET);
        List<Received<T>> received = new ArrayList<>();
        List<DeadLetter> malformed = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            byte[] key = bytes(at(keys, i));
            byte[] value = bytes(at(values, i));
            String place = at(partitions, i) + "-" + at(offsets, i);
            try {
                received.add(new Received<>(key, value, place, codec.decode(value, type)));
            } catch (MalformedMessageException e) {
                malformed.add(new DeadLetter(key, value, DeadLetterReason.MALFORMED, String.valueOf(e.getMessage())));
            }
        }
        return new RecordBatch<>(received, malformed);
    }

    public List<T> messages() {
        return received.stream().map(Received::message).toList();
    }

    private static List<?> header(Message<?> batch, String name) {
        List<?> values = batch.getHeaders().get(name, List.class);
        return values == null ? List.of() : values;
    }

    private static @Nullable Object at(List<?> values, int index) {
        return index < values.size() ? values.get(index) : null;
    }

    private static byte @Nullable [] bytes(@Nullable Object element) {
        return element instanceof byte[] bytes ? bytes : null;
    }
}
