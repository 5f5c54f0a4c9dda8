package io.entropylong.messaging.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it lies on its topic.
 *
 * @param topic that it came from
 * @param partition of the dead-letter topic
 * @param offset there
 * @param buried when
 * @param reason why, of the closed list; empty when another program wrote it
 * @param detail for a reader
 * @param service that could not process it
 * @param key as it came
 * @param value as it came
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as they came, never compared
public record BuriedRecord(
        String topic,
        int partition,
        long offset,
        Instant buried,
        String reason,
        String detail,
        String service,
        byte @Nullable [] key,
        byte @Nullable [] value) {
    static BuriedRecord of(String topic, ConsumerRecord<byte[], byte[]> record) {
        return new BuriedRecord(
                topic,
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                header(record, "reason"),
                header(record, "detail"),
                header(record, "service"),
                record.key(),
                record.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
