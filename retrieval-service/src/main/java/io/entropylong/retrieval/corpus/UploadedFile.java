package io.entropylong.retrieval.corpus;

import org.jspecify.annotations.Nullable;

/**
 * How the reading of a file stands.
 *
 * @param file its name in the corpus
 * @param upload names this reading of it
 * @param state where it stands
 * @param key the Idempotency-Key that came with it
 * @param length its bytes as they were announced; null when they were not
 * @param accepted records that were submitted as documents
 * @param rejected records that are no documents
 * @param bytes that were read
 * @param problem why it failed; null when it has not
 */
public record UploadedFile(
        String file,
        String upload,
        State state,
        @Nullable String key,
        @Nullable Long length,
        long accepted,
        long rejected,
        long bytes,
        @Nullable String problem) {
    /** The states of a file. A READING one whose reader is gone has to be sent again. */
    public enum State {
        READING,
        DONE,
        FAILED
    }

    public static UploadedFile reading(String file, String upload, @Nullable String key, @Nullable Long length) {
        return new UploadedFile(file, upload, State.READING, key, length, 0, 0, 0, null);
    }

    public UploadedFile done(IntakeReport report, long read) {
        return ended(State.DONE, report, read, null);
    }

    public UploadedFile failed(IntakeReport report, long read, String why) {
        return ended(State.FAILED, report, read, why);
    }

    private UploadedFile ended(State end, IntakeReport report, long read, @Nullable String why) {
        return new UploadedFile(file, upload, end, key, length, report.accepted(), report.rejected(), read, why);
    }
}
