package io.entropylong.retrieval.passage;

/**
 * UTF-16 indices [start, end) of a document's text.
 *
 * @param start first
 * @param end behind the last
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end <= start) throw new IllegalArgumentException("span [" + start + ", " + end + ")");
    }

    /** The part of the text that the span covers. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
