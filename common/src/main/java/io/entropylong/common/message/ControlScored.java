package io.entropylong.common.message;

import io.entropylong.common.message.ContextsScored.PositionScore;
import java.util.List;
import java.util.Objects;

/**
 * What a random passage in front of a root did: evidence of how much of a gain any text gives.
 *
 * @param passage its name
 * @param document the document it comes from
 * @param tokens its ids
 * @param positions at the positions of the root's dependencies, ascending
 */
public record ControlScored(String passage, String document, TokenIds tokens, List<PositionScore> positions) {
    public ControlScored {
        Objects.requireNonNull(passage, "passage");
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(tokens, "tokens");
        positions = List.copyOf(positions);
    }
}
