package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.DocumentSubmitted;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one line of JSON as a document: {@code {"text": .., "id"?: .., "metadata"?: {..}}}. Thread-safe. */
final class DocumentLine {
    private final DocumentRules rules;
    private final JsonMapper mapper;

    DocumentLine(IntakeLimits limits) {
        this.rules = new DocumentRules(limits);
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(limits.maxLineBytes())
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * @param file says the corpus and the names of the fields
     * @param defaultId its name when the line gives none
     * @throws BadLineException when the line is no document
     */
    DocumentSubmitted parse(byte[] line, IntakeFile file, String defaultId) throws BadLineException {
        JsonNode object = json(line);
        if (!object.isObject()) throw new BadLineException("", "is not a JSON object");
        String textField = Objects.requireNonNullElse(file.textField(), "text");
        String idField = Objects.requireNonNullElse(file.idField(), "id");
        String text = text(textField, object.get(textField));
        String id = id(idField, object.get(idField), defaultId);
        return new DocumentSubmitted(file.corpus(), id, text, metadata(object));
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

    private String text(String field, @Nullable JsonNode text) throws BadLineException {
        if (text == null || text.isNull()) throw new BadLineException(field, "is missing");
        if (!text.isString()) throw new BadLineException(field, "is not a string");
        return rules.text(field, text.stringValue());
    }

    private String id(String field, @Nullable JsonNode id, String defaultId) throws BadLineException {
        if (id != null && !id.isNull() && !id.isString() && !id.isIntegralNumber()) {
            throw new BadLineException(field, "is neither a string nor an integer");
        }
        return rules.id(field, id == null || id.isNull() ? defaultId : id.asString());
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
            DocumentRules.requireUnicode("metadata." + pair.getKey(), pair.getKey() + value.asString());
            pairs.put(pair.getKey(), value.asString());
        }
        return pairs;
    }
}
