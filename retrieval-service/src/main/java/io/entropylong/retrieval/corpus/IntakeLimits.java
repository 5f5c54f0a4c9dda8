package io.entropylong.retrieval.corpus;

/**
 * @param maxDocumentChars most UTF-16 characters of a document's text
 * @param maxLineBytes most bytes of a line
 */
public record IntakeLimits(int maxDocumentChars, int maxLineBytes) {
    public IntakeLimits {
        if (maxDocumentChars < 1) throw new IllegalArgumentException("maxDocumentChars: " + maxDocumentChars);
        if (maxLineBytes < 1) throw new IllegalArgumentException("maxLineBytes: " + maxLineBytes);
    }
}
