package io.entropylong.common.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a run and its state; topic {@code runs}, key run. The last record of a key counts.
 *
 * @param run the run's name
 * @param corpus the sealed corpus it draws on
 * @param settings what decides its dataset
 * @param output the dataset's folder name under the assembler's output root
 * @param state where it stands
 * @param reason why it failed, otherwise null
 * @param upload what becomes of its dataset in an object store; null when it goes to none, or is not finished
 */
public record RunRecorded(
        String run,
        String corpus,
        RunSettings settings,
        String output,
        State state,
        @Nullable String reason,
        @Nullable Upload upload) {
    /** The states of a run. */
    public enum State {
        RUNNING,
        /** It was asked to end: no more roots are released, and packing ends it with what has come. */
        CANCELLING,
        COMPLETED,
        CANCELLED,
        FAILED;

        /** Whether nothing follows. */
        public boolean isEnd() {
            return this != RUNNING && this != CANCELLING;
        }
    }

    /** The states of an upload. */
    public enum UploadState {
        /** It is, or will be, under way. */
        PENDING,
        DONE,
        /** It was given up; the dataset is whole on the disk. */
        FAILED
    }

    /**
     * A finished dataset on its way to an object store.
     *
     * @param state where it stands
     * @param target {@code s3://BUCKET/PREFIX} of this dataset
     * @param attempts how often it was tried; 0 while pending
     * @param reason why the last attempt failed; null unless the upload failed
     */
    public record Upload(
            UploadState state,
            String target,
            int attempts,
            @Nullable String reason) {
        public Upload {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(target, "target");
        }
    }

    /** A run whose dataset is on no way to an object store. */
    public RunRecorded(
            String run, String corpus, RunSettings settings, String output, State state, @Nullable String reason) {
        this(run, corpus, settings, output, state, reason, null);
    }

    /** This run, completed or cancelled, with what becomes of its dataset. */
    public RunRecorded uploading(Upload now) {
        boolean cut = state == State.CANCELLING || state == State.CANCELLED;
        return new RunRecorded(run, corpus, settings, output, cut ? State.CANCELLED : State.COMPLETED, null, now);
    }

    public RunRecorded {
        RunName.require(run);
        Objects.requireNonNull(corpus, "corpus");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(state, "state");
    }

    /** The same run in another state, its dataset on no way to an object store. */
    public RunRecorded in(State other, @Nullable String why) {
        return new RunRecorded(run, corpus, settings, output, other, why);
    }
}
