package io.entropylong.retrieval.corpus;

/** A line that is no document. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field of the line's object, or empty
     * @param reason what is wrong and what is supported
     */
    BadLineException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    String field() {
        return field;
    }
}
