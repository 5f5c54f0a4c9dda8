package io.entropylong.entropy.scoring;

/**
 * A token and where it stands in its text.
 *
 * @param id its id
 * @param start UTF-16 offset of its first character; tokens that share a character share its whole span
 * @param end UTF-16 offset behind its last character; never inside a surrogate pair
 */
public record TokenSpan(int id, int start, int end) {
    public TokenSpan {
        if (start < 0 || end < start) throw new IllegalArgumentException("no span: " + start + " to " + end);
    }
}
