package io.entropylong.entropy.model;

import io.entropylong.entropy.scoring.ScreenModel;
import io.entropylong.entropy.scoring.TokenScorer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Loads the model when a run first asks for two stages: most runs never do. Thread-safe; closed after the last call. */
public final class LazyScreenModel implements ScreenModel, AutoCloseable {
    private final Supplier<LanguageModelScorer> opening;

    /** Guarded by this. */
    private @Nullable LanguageModelScorer opened;

    public LazyScreenModel(Supplier<LanguageModelScorer> opening) {
        this.opening = opening;
    }

    @Override
    public synchronized TokenScorer scorer() {
        LanguageModelScorer scorer = opened;
        if (scorer == null) {
            scorer = opening.get();
            opened = scorer;
        }
        return scorer;
    }

    @Override
    public synchronized void close() {
        if (opened != null) opened.close();
    }
}
