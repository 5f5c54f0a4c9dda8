package io.entropylong.retrieval.imports;

/** An import of what may not be imported, or is not there. */
public final class InvalidImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidImportException(String reason) {
        super(reason);
    }
}
