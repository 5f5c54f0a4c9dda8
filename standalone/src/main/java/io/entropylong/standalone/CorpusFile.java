package io.entropylong.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file that can be sent to a corpus.
 *
 * @param name under which the corpus keeps and reports it
 * @param source the file or folder it comes from
 * @param opener opens it anew
 */
record CorpusFile(String name, Path source, Opener opener) {
    /**
     * Its lines, unpacked; the caller closes them.
     *
     * @throws UserError when it is not JSONL
     */
    InputStream lines() throws IOException {
        if (name.endsWith(".jsonl")) return opener.open();
        if (name.endsWith(".jsonl.gz")) return new GZIPInputStream(opener.open());
        throw new UserError(source + ": only JSONL, plain or gzip, and folders and archives of text are read here");
    }

    /** Opens a stream that the caller closes. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
