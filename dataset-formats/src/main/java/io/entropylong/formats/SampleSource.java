package io.entropylong.formats;

import java.io.IOException;

/** Samples in their order, as often as they are asked for. */
public interface SampleSource {
    /** What is done with a sample. */
    @FunctionalInterface
    interface Action {
        void accept(TrainingSample sample) throws IOException;
    }

    /**
     * @throws DamagedDatasetException naming file, sample and field when anything is not as it should be
     */
    void forEach(Action action) throws IOException;
}
