package io.entropylong.languagemodel.weights;

/** A model file that is damaged, or of a kind that is not supported; the message names the file and what is supported. */
public class UnsupportedModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedModelException(String message) {
        super(message);
    }
}
