package io.entropylong.retrieval.run;

import io.entropylong.common.message.RunRecorded;

/**
 * A run as it was last heard of.
 *
 * @param record the last record
 * @param plannedBy which record made the plan, as partition and offset; read again it makes it again, but no other does
 */
public record StoredRun(RunRecorded record, String plannedBy) {
    public boolean isRunning() {
        return record.state() == RunRecorded.State.RUNNING;
    }
}
