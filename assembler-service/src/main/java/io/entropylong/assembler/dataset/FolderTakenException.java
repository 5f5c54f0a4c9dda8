package io.entropylong.assembler.dataset;

/** A folder holds a dataset of another run, which is never written over. */
public class FolderTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FolderTakenException(String message) {
        super(message);
    }
}
