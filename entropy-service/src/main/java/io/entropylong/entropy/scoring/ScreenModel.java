package io.entropylong.entropy.scoring;

/** The same model in a lower precision, for a first look. Thread-safe. */
@FunctionalInterface
public interface ScreenModel {
    /** The model, loaded by the first call. */
    TokenScorer scorer();
}
