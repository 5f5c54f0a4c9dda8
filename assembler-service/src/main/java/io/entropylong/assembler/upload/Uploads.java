package io.entropylong.assembler.upload;

import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.DatasetLibrary;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunRecorded.Upload;
import io.entropylong.common.message.RunRecorded.UploadState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Uploads finished datasets, one after the other and beside the writing. Each is tried a few times, with pauses that double; what
 * became of it is recorded with its run. One that an earlier process left pending is taken up by {@link #resume}. Thread-safe.
 */
public final class Uploads implements DatasetLibrary.Finished, AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final RunDirectory runs;
    private final ObjectPlace target;
    private final Copy copy;
    private final Patience patience;
    private final Observer observer;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("uploads").factory());

    /** Copies a dataset; doing it again is safe. */
    @FunctionalInterface
    public interface Copy {
        void copy(DatasetFolder dataset, ObjectPlace place) throws IOException;
    }

    /**
     * When an upload is given up.
     *
     * @param attempts at most; at least 1
     * @param pause after the first, doubled after each further one up to 5 minutes
     */
    public record Patience(int attempts, Duration pause) {
        public Patience {
            if (attempts < 1) throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
        }

        Duration after(int attempt) {
            Duration doubled = pause.multipliedBy(1L << Math.min(attempt - 1, 20));
            return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }
    }

    /** Told what happens. */
    public interface Observer {
        /** An attempt failed, and another follows after the pause. */
        void retries(RunRecorded run, int attempt, Duration pause, IOException failure);

        /** An upload is done, or was given up. */
        void ended(RunRecorded run, Upload upload);
    }

    /**
     * @param runs where what becomes of each upload is recorded
     * @param target that datasets go below
     */
    public Uploads(RunDirectory runs, ObjectPlace target, Copy copy, Patience patience, Observer observer) {
        this.runs = runs;
        this.target = target;
        this.copy = copy;
        this.patience = patience;
        this.observer = observer;
    }

    /** Records that the dataset is to be uploaded, and returns; a run whose upload has ended stays as it is. */
    @Override
    public void accept(RunRecorded run, DatasetFolder folder) {
        Upload known = run.upload();
        if (known != null && known.state() != UploadState.PENDING) return;
        if (known == null) {
            runs.record(run.uploading(new Upload(UploadState.PENDING, place(run).toString(), 0, null)));
        }
        start(run, folder);
    }

    /**
     * Takes up what is pending of all runs whose dataset lies here.
     *
     * @param folders of runs
     */
    public void resume(Function<RunRecorded, DatasetFolder> folders) {
        for (RunRecorded run : runs.all()) {
            Upload known = run.upload();
            if (known == null || known.state() != UploadState.PENDING) continue;
            DatasetFolder folder = folders.apply(run);
            if (folder.complete()) start(run, folder);
        }
    }

    /** What is under way is broken off and stays pending. */
    @Override
    public void close() {
        worker.shutdownNow();
    }

    private ObjectPlace place(RunRecorded run) {
        return target.folder(run.output());
    }

    private void start(RunRecorded run, DatasetFolder folder) {
        worker.execute(() -> {
            try {
                Upload end = upload(run, folder);
                runs.record(run.uploading(end));
                observer.ended(run, end);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Upload upload(RunRecorded run, DatasetFolder folder) throws InterruptedException {
        ObjectPlace place = place(run);
        for (int attempt = 1; ; attempt++) {
            IOException failure = attempt(folder, place);
            if (failure == null) return new Upload(UploadState.DONE, place.toString(), attempt, null);
            // broken off, not failed: the next process takes it up
            if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
            if (failure instanceof UploadRefusedException || attempt == patience.attempts()) {
                String reason = String.valueOf(failure.getMessage());
                return new Upload(UploadState.FAILED, place.toString(), attempt, reason);
            }
            Duration pause = patience.after(attempt);
            observer.retries(run, attempt, pause, failure);
            Thread.sleep(pause);
        }
    }

    private @Nullable IOException attempt(DatasetFolder folder, ObjectPlace place) {
        try {
            copy.copy(folder, place);
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
