package io.entropylong.assembler.catalog;

import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All runs, as they are recorded at the moment of asking. */
public interface RunDirectory {
    /** Null when there is no such run. */
    @Nullable
    RunRecorded run(String name);

    /** Null when it is not planned yet. */
    @Nullable
    RunPlanned plan(String name);

    /** By name. */
    List<RunRecorded> all();

    /** Records a run, or its new state. */
    void record(RunRecorded run);

    /** Records that a run failed. */
    default void fail(RunRecorded run, String reason) {
        record(run.in(RunRecorded.State.FAILED, reason));
    }
}
