package io.entropylong.formats;

import java.util.List;

/**
 * Tokens that attend to each other and to nothing else: {@code [start, end)} of a sample.
 *
 * @param start first token, from 0
 * @param end   after the last token; at least {@code start + 2}, since trainers lose a span of one token without a word
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end - start < 2) {
            throw new IllegalArgumentException("span [%d, %d) has fewer than 2 tokens".formatted(start, end));
        }
    }

    /**
     * @throws IllegalArgumentException unless the spans, in their order, cover {@code [0, tokens)} without gap or
     *     overlap
     */
    static void requireCover(List<Span> spans, int tokens) {
        int covered = 0;
        for (Span span : spans) {
            if (span.start() != covered) {
                throw new IllegalArgumentException("%s between token %d and span [%d, %d)"
                        .formatted(span.start() > covered ? "gap" : "overlap", covered, span.start(), span.end()));
            }
            covered = span.end();
        }
        if (covered != tokens) {
            throw new IllegalArgumentException("spans end at %d, the sample at %d".formatted(covered, tokens));
        }
    }
}
