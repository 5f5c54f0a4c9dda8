package io.entropylong.benchmarks.verification;

import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.RunSettings;

/**
 * How much of a root's candidates is scored.
 *
 * @param leastPromise as the setting of that name; 0 scores all: the naive algorithm's set
 */
record Scope(double leastPromise) {
    static final Scope EXACT = new Scope(0);

    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int WAVE = 8;

    /** A run's settings with this scope, the paper's criterion, no control passages and no limit of a unit. */
    RunSettings of(RunSettings run) {
        return new RunSettings(
                run.alpha(),
                run.window(),
                run.retrieval(),
                Criterion.paper(run.criterion().epsilon()),
                run.precision(),
                run.precisionBand(),
                WAVE,
                UNLIMITED,
                UNLIMITED,
                leastPromise,
                0,
                run.rootMinTokens(),
                run.rootMaxTokens(),
                UNLIMITED,
                UNLIMITED,
                run.roots(),
                run.maxSamples(),
                run.rootsInFlight(),
                run.order(),
                run.seed(),
                run.outputs());
    }
}
