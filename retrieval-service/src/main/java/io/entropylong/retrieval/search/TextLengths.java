package io.entropylong.retrieval.search;

/**
 * How long the documents of a corpus are, in UTF-16 characters; all 0 when there is none.
 *
 * @param total of all documents
 * @param median about half of the documents are shorter
 * @param p95 about 95 % of the documents are shorter
 */
public record TextLengths(long total, long shortest, long median, long p95, long longest) {
    /** Of no documents. */
    public static final TextLengths NONE = new TextLengths(0, 0, 0, 0, 0);
}
