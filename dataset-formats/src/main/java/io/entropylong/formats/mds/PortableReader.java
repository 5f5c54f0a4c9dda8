package io.entropylong.formats.mds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads and checks a dataset of the profile {@code portable}. */
public final class PortableReader {
    private final MdsReader reader;

    private PortableReader(MdsReader reader) {
        this.reader = reader;
    }

    /**
     * @param folder that holds index.json
     * @throws DamagedDatasetException as {@link MdsReader#open}
     */
    public static PortableReader open(Path folder) throws IOException {
        return new PortableReader(MdsReader.open(folder));
    }

    public long size() {
        return reader.size();
    }

    /**
     * Gives each sample, in order; holds one shard in memory at a time.
     *
     * @throws DamagedDatasetException naming shard, sample and column when anything is not as it should be
     */
    public void forEach(Consumer<PortableSample> action) throws IOException {
        for (ShardEntry shard : reader.shards()) {
            List<Map<String, Value>> samples = reader.read(shard);
            for (int i = 0; i < samples.size(); i++) action.accept(sample(shard, i, samples.get(i)));
        }
    }

    private PortableSample sample(ShardEntry shard, int number, Map<String, Value> values)
            throws DamagedDatasetException {
        try {
            return PortableSample.fromValues(values);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedDatasetException(reader.file(shard), "sample " + number, String.valueOf(e.getMessage()));
        }
    }
}
