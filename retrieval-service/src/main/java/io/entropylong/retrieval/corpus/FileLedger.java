package io.entropylong.retrieval.corpus;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The files that were read into the corpora, and what was wrong in them. Implementations are thread-safe. */
public interface FileLedger {
    Optional<UploadedFile> find(String corpus, String file);

    /**
     * Files of a corpus by name, in the order of its bytes in UTF-8.
     *
     * @param from name of the first, if it is there
     * @return at most {@code size}; fewer only at the end
     */
    List<UploadedFile> page(String corpus, String from, int size);

    /** Writes how a file stands in the place of what was known of it. */
    void put(String corpus, UploadedFile file);

    /** Takes what is rejected in an upload; all of it can be read once this is closed. */
    Rejections rejections(String corpus, String upload);

    /** Gives everything that was rejected in an upload, by line. */
    void forEachRejection(String corpus, String upload, Consumer<LineError> visitor);

    /** Rejected records of one upload. Not thread-safe. */
    interface Rejections extends Consumer<LineError>, AutoCloseable {
        @Override
        void close();
    }
}
