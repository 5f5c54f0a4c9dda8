package io.entropylong.retrieval.corpus;

/** A file that this instance reads already. */
public final class FileBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FileBusyException(String corpus, String file) {
        super("file " + file + " of corpus " + corpus + " is being read");
    }
}
