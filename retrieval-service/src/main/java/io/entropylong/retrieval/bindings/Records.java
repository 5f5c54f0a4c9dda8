package io.entropylong.retrieval.bindings;

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
 * @param good those that are messages of the topic
 * @param rejected the others
 */
record Records<T>(List<Good<T>> good, List<Rejected> rejected) {
    static <T> Records<T> read(Message<List<byte[]>> batch, MessageCodec codec, Class<T> type) {
        // a tombstone comes as another type than byte[]: elements are looked at before they are used
        List<?> values = batch.getPayload();
        List<?> keys = header(batch, KafkaHeaders.RECEIVED_KEY);
        List<?> partitions = header(batch, KafkaHeaders.RECEIVED_PARTITION);
        List<?> offsets = header(batch, KafkaHeaders.OFFSET);
        List<Good<T>> good = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            byte[] key = bytes(at(keys, i));
            byte[] value = bytes(at(values, i));
            try {
                good.add(new Good<>(key, value, at(partitions, i) + "-" + at(offsets, i), codec.decode(value, type)));
            } catch (MalformedMessageException e) {
                rejected.add(new Rejected(key, value, String.valueOf(e.getMessage())));
            }
        }
        return new Records<>(good, rejected);
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

    /**
     * @param place partition and offset
     * @param message what the record says
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as they came, never compared
    record Good<T>(byte @Nullable [] key, byte @Nullable [] value, String place, T message) {
        Rejected rejected(String reason) {
            return new Rejected(key, value, reason);
        }
    }

    /**
     * @param reason why the record can never be processed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as they came, never compared
    record Rejected(byte @Nullable [] key, byte @Nullable [] value, String reason) {}
}
