package io.entropylong.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that can never be processed, on its way to the dead letters of its topic, byte for byte as it came.
 *
 * @param key its key
 * @param value its value; null where a tombstone came
 * @param reason why
 * @param detail for a reader
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as they came, never compared
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, DeadLetterReason reason, String detail) {
    /** Its key as text, for logs; empty where there is none. */
    public String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /**
     * What a dead letter says of itself, in UTF-8: {@code reason} of the closed list, {@code detail} and {@code service}.
     *
     * @param service that could not process it
     */
    public Map<String, byte[]> headers(String service) {
        return Map.of(
                "reason", reason.id().getBytes(StandardCharsets.UTF_8),
                "detail", detail.getBytes(StandardCharsets.UTF_8),
                "service", service.getBytes(StandardCharsets.UTF_8));
    }
}
