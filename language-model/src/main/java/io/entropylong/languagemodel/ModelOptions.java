package io.entropylong.languagemodel;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a model is run.
 *
 * @param cache folder for converted models
 * @param precision what it is converted to
 * @param intraOpThreads threads of one forward pass; on a CPU several callers with one thread each are faster
 */
public record ModelOptions(Path cache, Precision precision, int intraOpThreads) {
    public ModelOptions {
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(precision, "precision");
        if (intraOpThreads < 1)
            throw new IllegalArgumentException("intraOpThreads must be at least 1: " + intraOpThreads);
    }
}
