package io.entropylong.common.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Turns messages into the JSON that stands on the topics, and back. What is written begins with the version of the messages'
 * form, as {@code "v"}; what has none is of the first, so that producers need not know of it. A new field that older records may
 * lack does not change the version, since readers pass over fields that they do not know; any other change does. Thread-safe.
 */
public final class MessageCodec {
    /** Of what is written; what is newer is not read. */
    public static final int VERSION = 1;

    private static final String VERSION_FIELD = "v";
    private static final byte[] BEGIN =
            ("{\"" + VERSION_FIELD + "\":" + VERSION + ",").getBytes(StandardCharsets.US_ASCII);

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // a producer that sends 7 for "7" means something else by it
            .withCoercionConfig(
                    LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /**
     * @param message written as an object with at least one field
     */
    public byte[] encode(Object message) {
        byte[] json = mapper.writeValueAsBytes(message);
        byte[] versioned = new byte[BEGIN.length + json.length - 1];
        System.arraycopy(BEGIN, 0, versioned, 0, BEGIN.length);
        // all but the brace that opens the object
        System.arraycopy(json, 1, versioned, BEGIN.length, json.length - 1);
        return versioned;
    }

    /**
     * @param bytes a record's value; null is a tombstone
     * @throws MalformedMessageException when they are not such a message, naming the field and place
     */
    public <T> T decode(byte @Nullable [] bytes, Class<T> type) {
        if (bytes == null || bytes.length == 0) {
            throw new MalformedMessageException(type.getSimpleName() + ": the record has no value", null);
        }
        try {
            requireReadable(bytes, type);
            T message = mapper.readValue(bytes, type);
            if (message == null) throw new MalformedMessageException(type.getSimpleName() + ": null", null);
            return message;
        } catch (JacksonException e) {
            throw new MalformedMessageException(type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** Looked at before the fields, which may mean something else in a newer version. */
    private void requireReadable(byte[] bytes, Class<?> type) {
        try (JsonParser parser = mapper.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return;
            for (String field = parser.nextName(); field != null; field = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (!field.equals(VERSION_FIELD)) {
                    parser.skipChildren();
                    continue;
                }
                if (value != JsonToken.VALUE_NUMBER_INT || parser.getLongValue() < 1) {
                    throw new MalformedMessageException(
                            type.getSimpleName() + ": v is no version: " + parser.getString(), null);
                }
                if (parser.getLongValue() > VERSION) {
                    throw new MalformedMessageException(
                            type.getSimpleName() + ": version " + parser.getLongValue() + " is newer than " + VERSION
                                    + ", the newest that this service reads",
                            null);
                }
                return;
            }
        }
    }

    /** A message's fields as text, without a version: for names that are made of content. */
    public String toJson(Object message) {
        return mapper.writeValueAsString(message);
    }
}
