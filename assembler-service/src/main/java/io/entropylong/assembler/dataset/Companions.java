package io.entropylong.assembler.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** Writes what stands beside the samples of a dataset once these and the provenance are whole, before the manifest says so. */
@FunctionalInterface
public interface Companions {
    /**
     * Done again after a crash, it gives the same bytes.
     *
     * @param dataset its folder
     * @param manifest what manifest.json will say
     */
    void write(Path dataset, Manifest manifest) throws IOException;
}
