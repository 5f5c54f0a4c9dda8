package io.entropylong.languagemodel;

import java.util.List;

/**
 * What a model is.
 *
 * @param name as its file calls it
 * @param sha256 of its files
 * @param precision it runs in
 * @param tokenizerSha256 of its tokenizer.json
 * @param contextWindow most tokens of a sequence
 * @param vocabularySize number of token ids
 * @param start ids in front of every sequence
 * @param separator ids of two newlines
 * @param end ids behind a document
 */
public record ModelDescription(
        String name,
        String sha256,
        Precision precision,
        String tokenizerSha256,
        int contextWindow,
        int vocabularySize,
        List<Integer> start,
        List<Integer> separator,
        List<Integer> end) {
    public ModelDescription {
        start = List.copyOf(start);
        separator = List.copyOf(separator);
        end = List.copyOf(end);
    }
}
