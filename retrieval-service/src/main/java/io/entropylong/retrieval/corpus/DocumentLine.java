package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.DocumentSubmitted;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one line of JSON as a document: {@code {"text": .., "id"?: .., "metadata"?: {..}}}. Thread-safe. */
final class DocumentLine {
    private final IntakeLimits limits;
    private final JsonMapper mapper;

    DocumentLine(IntakeLimits limits) {
        this.limits = limits;
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(limits.maxLineBytes())
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * @param corpus the document's corpus
     * @param defaultId its name when the line gives none
     * @throws BadLineException when the line is no document
     */
    DocumentSubmitted parse(byte[] line, String corpus, String defaultId) throws BadLineException {
        JsonNode object = json(line);
        if (!object.isObject()) throw new BadLineException("", "is not a JSON object");
        String text = text(object.get("text"));
        String id = id(object, defaultId);
        return new DocumentSubmitted(corpus, id, text, metadata(object));
    }

    private JsonNode json(byte[] line) throws BadLineException {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadLineException("", "is not UTF-8");
        }
        try {
            return mapper.readTree(decoded);
        } catch (JacksonException e) {
            throw new BadLineException("", "is not JSON: " + e.getOriginalMessage());
        }
    }

    private String text(@Nullable JsonNode text) throws BadLineException {
        if (text == null || text.isNull()) throw new BadLineException("text", "is missing");
        if (!text.isString()) throw new BadLineException("text", "is not a string");
        String value = text.stringValue();
        if (value.isBlank()) throw new BadLineException("text", "is blank");
        requireUnicode("text", value);
        if (value.length() > limits.maxDocumentChars()) {
            throw new BadLineException(
                    "text",
                    "has " + value.length() + " characters; at most " + limits.maxDocumentChars() + " are supported");
        }
        return value;
    }

    private static String id(JsonNode object, String defaultId) throws BadLineException {
        JsonNode id = object.get("id");
        if (id != null && !id.isNull() && !id.isString() && !id.isIntegralNumber()) {
            throw new BadLineException("id", "is neither a string nor an integer");
        }
        String value = id == null || id.isNull() ? defaultId : id.asString();
        if (value.isBlank()) throw new BadLineException("id", "is blank");
        requireUnicode("id", value);
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > IntakeLimits.MAX_ID_BYTES) {
            throw new BadLineException(
                    "id", "has " + bytes + " bytes; at most " + IntakeLimits.MAX_ID_BYTES + " are supported");
        }
        return value;
    }

    private static Map<String, String> metadata(JsonNode object) throws BadLineException {
        JsonNode metadata = object.get("metadata");
        if (metadata == null || metadata.isNull()) return Map.of();
        if (!metadata.isObject()) throw new BadLineException("metadata", "is not an object");
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> pair : metadata.properties()) {
            JsonNode value = pair.getValue();
            if (value.isNull()) continue;
            if (!value.isValueNode()) {
                throw new BadLineException(
                        "metadata." + pair.getKey(), "is neither a string nor a number nor true nor false");
            }
            requireUnicode("metadata." + pair.getKey(), pair.getKey() + value.asString());
            pairs.put(pair.getKey(), value.asString());
        }
        return pairs;
    }

    /** Escapes can spell half a surrogate pair, which no record can hold. */
    private static void requireUnicode(String field, String value) throws BadLineException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new BadLineException(field, "has half a surrogate pair");
        }
    }
}
