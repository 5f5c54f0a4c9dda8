package io.entropylong.common.message;

import java.util.Objects;

/**
 * The model that token ids and entropies come from.
 *
 * @param name as in its file
 * @param sha256 of the weights' file
 * @param precision for instance cpu-fp32
 * @param tokenizerSha256 of the tokenizer.json
 * @param contextWindow most tokens of a forward pass
 * @param vocabulary number of token ids; all are below it
 * @param start ids in front of every unit and baseline
 * @param separator ids between a context and what follows it
 * @param end ids behind a unit's root
 */
public record ModelIdentity(
        String name,
        String sha256,
        String precision,
        String tokenizerSha256,
        int contextWindow,
        int vocabulary,
        TokenIds start,
        TokenIds separator,
        TokenIds end) {
    public ModelIdentity {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(tokenizerSha256, "tokenizerSha256");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(separator, "separator");
        Objects.requireNonNull(end, "end");
        if (start.size() == 0)
            throw new IllegalArgumentException("start is empty: nothing would predict a root's first token");
    }
}
