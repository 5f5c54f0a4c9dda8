package io.entropylong.assembler.pack;

import io.entropylong.common.message.TokenIds;
import java.util.Objects;

/**
 * The beginning of an ordinary document, at hand to fill a sample up.
 *
 * @param root that it is the beginning of
 * @param tokens its first ids
 */
public record Filler(String root, TokenIds tokens) {
    public Filler {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(tokens, "tokens");
    }
}
