package io.entropylong.common.message;

import java.util.List;
import java.util.Objects;

/**
 * What the ids of a tokenizer stand for, so that samples can be read without the tokenizer; topic {@code vocabularies}, key
 * tokenizerSha256.
 *
 * @param tokenizerSha256 of its tokenizer.json
 * @param pieces element i belongs to id i: its UTF-8 bytes, each as the ISO-8859-1 character of that number, since a token may
 *     hold a part of a character only
 */
public record Vocabulary(String tokenizerSha256, List<String> pieces) {
    public Vocabulary {
        Objects.requireNonNull(tokenizerSha256, "tokenizerSha256");
        pieces = List.copyOf(pieces);
    }
}
