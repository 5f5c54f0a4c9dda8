package io.entropylong.common.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Turns messages into the JSON that stands on the topics, and back. Thread-safe. */
public final class MessageCodec {
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // a producer that sends 7 for "7" means something else by it
            .withCoercionConfig(
                    LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    public byte[] encode(Object message) {
        return mapper.writeValueAsBytes(message);
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
            T message = mapper.readValue(bytes, type);
            if (message == null) throw new MalformedMessageException(type.getSimpleName() + ": null", null);
            return message;
        } catch (JacksonException e) {
            throw new MalformedMessageException(type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** A message as text, for logs and tools. */
    public String toJson(Object message) {
        return new String(encode(message), StandardCharsets.UTF_8);
    }
}
