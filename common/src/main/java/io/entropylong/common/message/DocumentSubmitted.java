package io.entropylong.common.message;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document that is to be indexed; topic {@code documents}, key corpus/id. This is what outside producers send, as the JSON
 * Schema {@code document.schema.json} beside this class describes it.
 *
 * @param corpus the corpus it belongs to
 * @param id its name within the corpus; a second document of that name replaces the first
 * @param text the whole text
 * @param metadata free pairs that are kept beside the text, by name
 */
public record DocumentSubmitted(
        String corpus, String id, String text, @Nullable Map<String, String> metadata) {
    /** Most UTF-8 bytes of a document's name: the search node's limit of 512, less a passage's offsets. */
    public static final int MAX_ID_BYTES = 400;

    public DocumentSubmitted {
        CorpusName.require("corpus", Objects.requireNonNull(corpus, "corpus"));
        if (Objects.requireNonNull(id, "id").isBlank()) throw new IllegalArgumentException("id is blank");
        int idBytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (idBytes > MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    "id has " + idBytes + " bytes; at most " + MAX_ID_BYTES + " are supported");
        }
        if (Objects.requireNonNull(text, "text").isBlank()) throw new IllegalArgumentException("text is blank");
        requireUnicode("id", id);
        requireUnicode("text", text);
        metadata = metadata == null ? Map.of() : sorted(metadata);
    }

    /** Escapes of JSON can spell half a surrogate pair, which no UTF-8 can hold. */
    public static boolean isUnicode(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    private static void requireUnicode(String field, String value) {
        if (!isUnicode(value)) throw new IllegalArgumentException(field + " has half a surrogate pair");
    }

    private static Map<String, String> sorted(Map<String, String> pairs) {
        pairs.forEach((name, value) -> {
            Objects.requireNonNull(value, "metadata." + name);
            requireUnicode("metadata." + name, name + value);
        });
        return Collections.unmodifiableMap(new TreeMap<>(pairs));
    }
}
