package io.entropylong.messaging;

import io.entropylong.common.topic.TopicProvision;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A record that can never be processed, on its way to the dead letters of its topic, byte for byte as it came, as far as a
 * record has room: a producer that compresses can send more than the dead letters' own producer may.
 *
 * @param key its key
 * @param value its value; null where a tombstone came
 * @param reason why
 * @param detail for a reader, at most 1000 characters
 * @param missing bytes of key and value that had no room
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as they came, never compared
public record DeadLetter(
        byte @Nullable [] key, byte @Nullable [] value, DeadLetterReason reason, String detail, int missing) {
    /** Names the header that a letter has when bytes are missing; its text is their number. */
    public static final String CUT = "cut";

    /** Of a record; the rest is for headers. */
    private static final int MOST_BYTES = TopicProvision.MAX_RECORD_BYTES - 16 * 1024;

    private static final int MOST_DETAIL = 1000;
    private static final int MOST_KEY_TEXT = 200;

    public DeadLetter(byte @Nullable [] key, byte @Nullable [] value, DeadLetterReason reason, String detail) {
        this(
                first(key, MOST_BYTES),
                first(value, MOST_BYTES - Math.min(MOST_BYTES, length(key))),
                reason,
                first(detail, MOST_DETAIL),
                (int) Math.max(0, (long) length(key) + length(value) - MOST_BYTES));
    }

    /** The beginning of its key as text, for logs; empty where there is none. */
    public String keyText() {
        return key == null ? "" : first(new String(first(key, MOST_KEY_TEXT), StandardCharsets.UTF_8), MOST_KEY_TEXT);
    }

    /**
     * Tells whoever reads the log.
     *
     * @param log of the class that met the record
     * @param topic that it came from
     */
    public void warn(Logger log, String topic) {
        log.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("key", keyText())
                .addKeyValue("reason", reason.id())
                .addKeyValue("detail", detail)
                .log("a record goes to its dead letters");
    }

    /**
     * What a dead letter says of itself, in UTF-8: {@code reason} of the closed list, {@code detail} and {@code service}, and
     * {@link #CUT} where bytes are missing.
     *
     * @param service that could not process it
     */
    public Map<String, byte[]> headers(String service) {
        Map<String, byte[]> headers = new TreeMap<>();
        headers.put("reason", reason.id().getBytes(StandardCharsets.UTF_8));
        headers.put("detail", detail.getBytes(StandardCharsets.UTF_8));
        headers.put("service", service.getBytes(StandardCharsets.UTF_8));
        if (missing > 0) headers.put(CUT, Integer.toString(missing).getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte @Nullable [] first(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static String first(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
