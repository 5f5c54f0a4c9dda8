package io.entropylong.formats.mds;

import io.entropylong.formats.TrainingSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Which columns the samples of a dataset have. */
public enum MdsProfile {
    /**
     * For every known trainer with every torch and NumPy: {@code id} (str), {@code indices} (ndarray:int64, the spans as S
     * pairs), {@code input_ids} (ndarray:int32) and {@code length} (int).
     */
    PORTABLE(IntegerType.INT64, IntegerType.INT32),
    /**
     * As the published sets of ProLong and its family: uint32 for {@code indices} and {@code input_ids}, which torch takes
     * from 2.3 on, and {@code domain} (str), the name of a mixture's part; {@code id} is ours.
     */
    PROLONG(IntegerType.UINT32, IntegerType.UINT32);

    /** More than id, domain, span table and headers of a sample take. */
    private static final int OVERHEAD_BYTES = 1024;

    private final IntegerType indices;
    private final IntegerType inputIds;

    MdsProfile(IntegerType indices, IntegerType inputIds) {
        this.indices = indices;
        this.inputIds = inputIds;
    }

    /** Without a loss mask; sorted by name. */
    public List<Column> columns() {
        return columns(false);
    }

    /**
     * @param masked with {@code mask} (ndarray:uint8), 1 for each token that the loss is taken on
     * @return sorted by name
     */
    public List<Column> columns(boolean masked) {
        List<Column> columns = new ArrayList<>();
        if (this == PROLONG) columns.add(new Column("domain", new Encoding.Text()));
        columns.add(new Column("id", new Encoding.Text()));
        columns.add(new Column("indices", new Encoding.NdArray(indices)));
        columns.add(new Column("input_ids", new Encoding.NdArray(inputIds)));
        columns.add(new Column("length", new Encoding.Int()));
        if (masked) columns.add(new Column("mask", new Encoding.NdArray(IntegerType.UINT8)));
        return columns;
    }

    /**
     * The values that {@link MdsDataset#writeShard} takes; with a mask where the sample has one.
     *
     * @param domain where the sample comes from; only some profiles have it
     */
    public Map<String, Value> row(TrainingSample sample, String domain) {
        long[] pairs = sample.spans().stream()
                .flatMapToLong(span -> LongStream.of(span.start(), span.end()))
                .toArray();
        Map<String, Value> row = new TreeMap<>();
        row.put("id", new Value.Text(sample.id()));
        row.put("indices", Value.Array.of(List.of(sample.spans().size(), 2), pairs));
        row.put("input_ids", Value.Array.of(sample.inputIds()));
        row.put("length", new Value.Int(sample.length()));
        if (sample.isMasked()) row.put("mask", Value.Array.of(sample.mask()));
        if (this == PROLONG) row.put("domain", new Value.Text(domain));
        return row;
    }

    /**
     * How many samples go into one shard, so that it stays within its size limit: 127 of 131,072 tokens in
     * {@link MdsSchema#DEFAULT_SIZE_LIMIT} without a mask.
     *
     * @param sampleTokens tokens of each sample
     * @param masked whether samples have a loss mask
     * @param sizeLimit bytes of a shard
     * @return at least 1
     */
    public static int samplesPerShard(int sampleTokens, boolean masked, long sizeLimit) {
        long sampleBytes = (masked ? 5L : 4L) * sampleTokens + OVERHEAD_BYTES;
        return (int) Math.max(1, (sizeLimit - OVERHEAD_BYTES) / sampleBytes);
    }
}
