package io.entropylong.retrieval.corpus;

import java.io.IOException;

/** A file whose content is not what its name promises; the message says what is wrong and what to do. */
final class UnreadableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableFileException(String problem, Throwable cause) {
        super(problem, cause);
    }

    UnreadableFileException(String problem) {
        super(problem);
    }
}
