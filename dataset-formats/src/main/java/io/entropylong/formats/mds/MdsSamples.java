package io.entropylong.formats.mds;

import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads and checks the training samples of a dataset, of whichever {@link MdsProfile}. */
public final class MdsSamples {
    private final MdsReader reader;

    private MdsSamples(MdsReader reader) {
        this.reader = reader;
    }

    /**
     * @param folder that holds index.json
     * @throws DamagedDatasetException as {@link MdsReader#open}
     */
    public static MdsSamples open(Path folder) throws IOException {
        return new MdsSamples(MdsReader.open(folder));
    }

    public long size() {
        return reader.size();
    }

    /**
     * Gives each sample, in order; holds one shard in memory at a time.
     *
     * @throws DamagedDatasetException naming shard, sample and column when anything is not as it should be
     */
    public void forEach(Consumer<TrainingSample> action) throws IOException {
        for (ShardEntry shard : reader.shards()) {
            List<Map<String, Value>> samples = reader.read(shard);
            for (int i = 0; i < samples.size(); i++) action.accept(sample(shard, i, samples.get(i)));
        }
    }

    private TrainingSample sample(ShardEntry shard, int number, Map<String, Value> values)
            throws DamagedDatasetException {
        try {
            return sample(values);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedDatasetException(reader.file(shard), "sample " + number, String.valueOf(e.getMessage()));
        }
    }

    private static TrainingSample sample(Map<String, Value> values) {
        if (!(values.get("id") instanceof Value.Text id)) throw new IllegalArgumentException("id is not a text");
        if (!(values.get("input_ids") instanceof Value.Array tokens)
                || tokens.shape().size() != 1) {
            throw new IllegalArgumentException("input_ids is not one row of integers");
        }
        if (!(values.get("indices") instanceof Value.Array pairs)
                || pairs.shape().size() != 2
                || pairs.shape().get(1) != 2) {
            throw new IllegalArgumentException("indices is not a table of pairs");
        }
        if (!(values.get("length") instanceof Value.Int length) || length.number() != tokens.size()) {
            throw new IllegalArgumentException("length is not the number of input_ids, " + tokens.size());
        }
        int[] inputIds = new int[tokens.size()];
        for (int i = 0; i < inputIds.length; i++) {
            long token = tokens.at(i);
            if (token < 0 || token > Integer.MAX_VALUE) throw new IllegalArgumentException("input_ids holds " + token);
            inputIds[i] = (int) token;
        }
        try {
            var spans = new ArrayList<Span>();
            for (int i = 0; i < pairs.size(); i += 2) {
                spans.add(new Span(Math.toIntExact(pairs.at(i)), Math.toIntExact(pairs.at(i + 1))));
            }
            return TrainingSample.of(id.text(), inputIds, spans);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("indices: " + e.getMessage(), e);
        }
    }
}
