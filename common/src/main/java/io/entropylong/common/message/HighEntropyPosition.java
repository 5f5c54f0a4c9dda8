package io.entropylong.common.message;

import java.util.Objects;

/**
 * A root token that the model found hard to predict.
 *
 * @param index 0-based index t of the token in the root's own tokens
 * @param entropy H(x_t | start, x_&lt;t) in nats
 * @param surprisal -ln p(x_t | start, x_&lt;t) in nats
 * @param query the text of tokens t-w to t+w (EntropyLong, step 2)
 * @param before the text that ends with x_t and begins up to some hundred characters earlier, for phrase search
 */
public record HighEntropyPosition(int index, double entropy, double surprisal, String query, String before) {
    public HighEntropyPosition {
        if (index < 0) throw new IllegalArgumentException("index must not be negative: " + index);
        if (!(entropy >= 0)) throw new IllegalArgumentException("entropy is not in nats: " + entropy);
        if (!(surprisal >= 0)) throw new IllegalArgumentException("surprisal is not in nats: " + surprisal);
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(before, "before");
    }
}
