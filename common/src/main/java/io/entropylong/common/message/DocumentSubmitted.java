package io.entropylong.common.message;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document that is to be indexed; topic {@code documents}, key corpus/id. This is what outside producers send.
 *
 * @param corpus the corpus it belongs to
 * @param id its name within the corpus; a second document of that name replaces the first
 * @param text the whole text
 * @param metadata free pairs that are kept beside the text
 */
public record DocumentSubmitted(
        String corpus, String id, String text, @Nullable Map<String, String> metadata) {
    public DocumentSubmitted {
        if (Objects.requireNonNull(corpus, "corpus").isBlank()) throw new IllegalArgumentException("corpus is blank");
        if (Objects.requireNonNull(id, "id").isBlank()) throw new IllegalArgumentException("id is blank");
        if (Objects.requireNonNull(text, "text").isBlank()) throw new IllegalArgumentException("text is blank");
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    }
}
