package io.entropylong.languagemodel;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a model is run.
 *
 * @param cache folder for converted models
 * @param precision what it is converted to
 * @param intraOpThreads threads of one forward pass; on a CPU several callers with one thread each are faster
 * @param device number of the CUDA device, for precisions that run on one
 */
public record ModelOptions(Path cache, Precision precision, int intraOpThreads, int device) {
    /** As given, on the first CUDA device if the precision asks for one. */
    public ModelOptions(Path cache, Precision precision, int intraOpThreads) {
        this(cache, precision, intraOpThreads, 0);
    }

    public ModelOptions {
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(precision, "precision");
        if (intraOpThreads < 1)
            throw new IllegalArgumentException("intraOpThreads must be at least 1: " + intraOpThreads);
        if (device < 0) throw new IllegalArgumentException("device must be at least 0: " + device);
    }
}
