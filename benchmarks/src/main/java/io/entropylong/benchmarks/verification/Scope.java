package io.entropylong.benchmarks.verification;

import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.RunSettings;

/** How much of a root's candidates is scored. */
enum Scope {
    /** All, whatever they promise: the naive algorithm's set. */
    EXACT(Integer.MAX_VALUE, Integer.MAX_VALUE),
    /** The most promising ones, and none after a row of failures. */
    SCREENED(16, 8);

    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int WAVE = 4;

    private final int candidates;
    private final int patience;

    Scope(int candidates, int patience) {
        this.candidates = candidates;
        this.patience = patience;
    }

    /** A run's settings with this scope, the paper's criterion, no control passages and no limit of a unit. */
    RunSettings of(RunSettings run) {
        return new RunSettings(
                run.alpha(),
                run.window(),
                run.topK(),
                run.phraseK(),
                Criterion.paper(run.criterion().epsilon()),
                run.precision(),
                run.precisionBand(),
                WAVE,
                candidates,
                patience,
                0,
                run.rootMinTokens(),
                run.rootMaxTokens(),
                UNLIMITED,
                UNLIMITED,
                run.maxRoots(),
                run.maxSamples(),
                run.rootsInFlight(),
                run.order(),
                run.seed(),
                run.outputs());
    }
}
