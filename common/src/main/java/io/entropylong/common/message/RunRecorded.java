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
 */
public record RunRecorded(
        String run,
        String corpus,
        RunSettings settings,
        String output,
        State state,
        @Nullable String reason) {
    /** The states of a run. */
    public enum State {
        RUNNING,
        COMPLETED,
        FAILED
    }

    public RunRecorded {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(corpus, "corpus");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(state, "state");
    }
}
