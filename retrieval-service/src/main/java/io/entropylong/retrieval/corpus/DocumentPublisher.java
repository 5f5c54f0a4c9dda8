package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.DocumentSubmitted;
import java.util.Map;

/** The way from an uploaded file to the index. Thread-safe. */
public interface DocumentPublisher {
    /** One file's documents, in order. */
    Upload begin();

    /** By partition, how many documents were ever submitted. */
    Map<Integer, Long> submitted();

    /** By partition, how many of them are indexed; a partition of which none is may be missing. */
    Map<Integer, Long> indexed();

    /** Documents of one file. Not thread-safe. */
    interface Upload {
        /**
         * @return false when the document is too large for a record
         */
        boolean submit(DocumentSubmitted document);

        /**
         * Waits until all are safe.
         *
         * @throws IllegalStateException when one is not
         */
        void finish();
    }
}
