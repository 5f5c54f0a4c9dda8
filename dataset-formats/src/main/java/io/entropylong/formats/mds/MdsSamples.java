package io.entropylong.formats.mds;

import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.SampleSource;
import io.entropylong.formats.TrainingSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads and checks the training samples of a dataset, of whichever {@link MdsProfile}. */
public final class MdsSamples implements SampleSource {
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

    public int shards() {
        return reader.shards().size();
    }

    /** Holds one shard in memory at a time. */
    @Override
    public void forEach(Action action) throws IOException {
        for (int number = 0; number < shards(); number++) {
            for (TrainingSample sample : read(number)) action.accept(sample);
        }
    }

    /**
     * Reads one shard.
     *
     * @param number from 0
     * @throws DamagedDatasetException naming shard, sample and column when anything is not as it should be
     */
    public List<TrainingSample> read(int number) throws IOException {
        ShardEntry shard = reader.shards().get(number);
        List<TrainingSample> samples = new ArrayList<>();
        reader.forEach(shard, values -> samples.add(sample(shard, samples.size(), values)));
        return samples;
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
        boolean masked = values.containsKey("mask");
        boolean known = Arrays.stream(MdsProfile.values()).anyMatch(profile -> profile.columns(masked).stream()
                .map(Column::name)
                .toList()
                .equals(List.copyOf(values.keySet())));
        if (!known) throw new IllegalArgumentException("has columns " + values.keySet());
        if (!(values.get("id") instanceof Value.Text id)) throw new IllegalArgumentException("id is not a text");
        if (!(values.get("indices") instanceof Value.Array pairs)
                || pairs.shape().size() != 2
                || pairs.shape().get(1) != 2) {
            throw new IllegalArgumentException("indices is not a table of pairs");
        }
        if (!(values.get("length") instanceof Value.Int length))
            throw new IllegalArgumentException("length is no integer");
        int[] inputIds = row(values, "input_ids");
        int[] mask = masked ? row(values, "mask") : null;
        return TrainingSample.checked(id.text(), inputIds, length.number(), spans(pairs), mask);
    }

    private static int[] row(Map<String, Value> values, String column) {
        if (!(values.get(column) instanceof Value.Array array) || array.shape().size() != 1) {
            throw new IllegalArgumentException(column + " is not one row of integers");
        }
        int[] row = new int[array.size()];
        for (int i = 0; i < row.length; i++) row[i] = Math.toIntExact(array.at(i));
        return row;
    }

    private static List<int[]> spans(Value.Array pairs) {
        try {
            List<int[]> spans = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i += 2) {
                spans.add(new int[] {Math.toIntExact(pairs.at(i)), Math.toIntExact(pairs.at(i + 1))});
            }
            return spans;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("indices: " + e.getMessage(), e);
        }
    }
}
