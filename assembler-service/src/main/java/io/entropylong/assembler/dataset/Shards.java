package io.entropylong.assembler.dataset;

import io.entropylong.common.message.Packed;
import java.io.IOException;
import java.util.List;

/** The shards of a dataset; what is committed stays. */
public interface Shards {
    /** Samples that the committed shards hold, from index 0 on. */
    int committed();

    /**
     * Writes the next shard and then the index that names it. Doing it again after a crash gives the same bytes.
     *
     * @param samples the next ones, in order; not empty
     */
    void commit(List<Packed.Sample> samples) throws IOException;
}
