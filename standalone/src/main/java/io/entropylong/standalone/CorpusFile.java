package io.entropylong.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * JSONL that can be sent to a corpus, plain or gzip.
 *
 * @param name under which the corpus keeps and reports it
 * @param source the file or folder it comes from
 * @param opener opens it anew
 */
record CorpusFile(String name, Path source, Opener opener) {
    /** Opens a stream that the caller closes. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
