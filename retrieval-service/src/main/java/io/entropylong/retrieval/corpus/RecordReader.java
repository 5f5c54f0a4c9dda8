package io.entropylong.retrieval.corpus;

import java.io.IOException;
import java.io.InputStream;

/** Reads the records of one kind of file, with constant memory. Implementations are thread-safe. */
interface RecordReader {
    /**
     * @param in the file, decompressed; read to its end, not closed
     * @param tally takes each record
     * @throws UnreadableFileException when the file is not of its kind
     * @throws IOException when the stream breaks
     */
    void read(InputStream in, Tally tally) throws IOException;
}
