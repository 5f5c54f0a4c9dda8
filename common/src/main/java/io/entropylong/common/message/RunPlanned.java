package io.entropylong.common.message;

import org.jspecify.annotations.Nullable;

/**
 * What a run will work through; topic {@code run-plans}, key run. Ordinals of its roots are 0 to roots - 1.
 *
 * @param run the run
 * @param roots how many roots it has; 0 when refused
 * @param documents documents of the corpus
 * @param passages passages of the corpus
 * @param refusal why the run cannot be done (no such corpus, not sealed, empty), otherwise null
 */
public record RunPlanned(
        String run,
        int roots,
        long documents,
        long passages,
        @Nullable String refusal) {
    public RunPlanned {
        RunName.require(run);
    }
}
