package io.entropylong.retrieval.corpus;

/**
 * @param maxDocumentChars most UTF-16 characters of a document's text
 * @param maxLineBytes most bytes of a line
 */
public record IntakeLimits(int maxDocumentChars, int maxLineBytes) {
    /** Most UTF-8 bytes of a document's name: the search node's limit of 512, less a passage's offsets. */
    public static final int MAX_ID_BYTES = 400;

    public IntakeLimits {
        if (maxDocumentChars < 1) throw new IllegalArgumentException("maxDocumentChars: " + maxDocumentChars);
        if (maxLineBytes < 1) throw new IllegalArgumentException("maxLineBytes: " + maxLineBytes);
    }
}
