package io.entropylong.assembler.web;

import io.entropylong.assembler.tally.Tally;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.Totals;
import io.entropylong.messaging.web.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A run as REST shows it.
 *
 * @param run its name
 * @param corpus that it draws on
 * @param state RUNNING, WRITING (all is packed, the last files are being written), COMPLETED, CANCELLING (asked to end, or
 *     the last files are being written), CANCELLED or FAILED
 * @param reason why it failed, otherwise null
 * @param output its folder under the output root
 * @param settings all of them
 * @param progress counts so far
 * @param totals over the roots concluded so far
 * @param upload what becomes of its dataset in an object store; null when it goes to none, or is not finished
 */
record RunView(
        String run,
        String corpus,
        State state,
        @Nullable String reason,
        String output,
        RunSettings settings,
        Progress progress,
        Totals totals,
        RunRecorded.@Nullable Upload upload) {
    enum State {
        RUNNING,
        WRITING,
        COMPLETED,
        CANCELLING,
        CANCELLED,
        FAILED;

        /** Whether nothing follows, and all files of the dataset are there. */
        boolean isEnd() {
            return this == COMPLETED || this == CANCELLED || this == FAILED;
        }
    }

    /**
     * @param roots counts of roots
     * @param documents of the corpus; null until planned
     * @param passages of the corpus; null until planned
     * @param contextsScored (context, root) pairs
     * @param pairsScored positions scored in these
     * @param forwardTokens that went through the model so far; its growth is the throughput
     * @param baselineTokens of these, for roots alone
     * @param contextTokens of these, with a context in front
     * @param openSampleTokens of units that wait for a sample
     * @param samples packed
     */
    record Progress(
            Roots roots,
            @Nullable Long documents,
            @Nullable Long passages,
            long contextsScored,
            long pairsScored,
            long forwardTokens,
            long baselineTokens,
            long contextTokens,
            long openSampleTokens,
            int samples) {}

    /**
     * @param planned null until planned
     * @param profiled by the model
     * @param retrieved with candidates
     * @param concluded with a unit or a reason
     * @param units of the concluded
     */
    record Roots(@Nullable Integer planned, int profiled, int retrieved, int concluded, int units) {}

    /** Another as soon as anything of it is. */
    String fingerprint() {
        return Fingerprint.of(this);
    }

    static RunView of(RunRecorded run, @Nullable RunPlanned plan, Tally tally, boolean written) {
        State state =
                switch (run.state()) {
                    case RUNNING -> State.RUNNING;
                    case COMPLETED -> written ? State.COMPLETED : State.WRITING;
                    case CANCELLING -> State.CANCELLING;
                    case CANCELLED -> written ? State.CANCELLED : State.CANCELLING;
                    case FAILED -> State.FAILED;
                };
        Progress progress = new Progress(
                new Roots(
                        plan == null ? null : plan.roots(),
                        tally.profiled(),
                        tally.retrieved(),
                        tally.totals().roots(),
                        tally.totals().units()),
                plan == null ? null : plan.documents(),
                plan == null ? null : plan.passages(),
                tally.contextsScored(),
                tally.pairsScored(),
                tally.forwardTokens(),
                tally.baselineTokens(),
                tally.contextTokens(),
                Math.min(tally.bufferedTokens(), run.settings().sampleTokens()),
                tally.samples());
        return new RunView(
                run.run(),
                run.corpus(),
                state,
                run.reason(),
                run.output(),
                run.settings(),
                progress,
                tally.totals(),
                run.upload());
    }
}
