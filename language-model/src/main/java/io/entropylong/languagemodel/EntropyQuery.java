package io.entropylong.languagemodel;

import java.util.Arrays;

/**
 * Tokens of one sequence that are asked for.
 *
 * @param tokens the whole sequence, start ids included
 * @param indices wanted tokens t, each from 1 to tokens.length - 1, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // a hot, short-lived value that nobody compares
public record EntropyQuery(int[] tokens, int[] indices) {
    /**
     * @throws IllegalArgumentException when an index is out of range or there is none
     */
    public EntropyQuery {
        if (indices.length == 0) throw new IllegalArgumentException("no token is asked for");
        for (int index : indices) {
            if (index < 1 || index >= tokens.length) {
                throw new IllegalArgumentException("index " + index + " of " + tokens.length + " tokens");
            }
        }
    }

    /** Tokens that go through the model: the pass ends where the last wanted token is predicted. */
    public int length() {
        return Arrays.stream(indices).max().orElseThrow();
    }
}
