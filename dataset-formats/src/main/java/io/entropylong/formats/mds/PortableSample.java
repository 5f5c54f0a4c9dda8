package io.entropylong.formats.mds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * One training sample in the profile {@code portable}, which every known trainer reads with every torch and NumPy:
 * columns {@code id} (str), {@code indices} (ndarray:int64, the spans as S pairs), {@code input_ids} (ndarray:int32)
 * and {@code length} (int). Spans cover the tokens without gap or overlap.
 */
public final class PortableSample {
    /** The columns of the profile. */
    public static final List<Column> COLUMNS = List.of(
            new Column("id", new Encoding.Text()),
            new Column("indices", new Encoding.NdArray(IntegerType.INT64)),
            new Column("input_ids", new Encoding.NdArray(IntegerType.INT32)),
            new Column("length", new Encoding.Int()));

    /** More than id, span table and headers of a sample take. */
    private static final int OVERHEAD_BYTES = 1024;

    private final String id;
    private final int[] inputIds;
    private final List<Span> spans;

    private PortableSample(String id, int[] inputIds, List<Span> spans) {
        Span.requireCover(spans, inputIds.length);
        for (int token : inputIds) {
            if (token < 0) throw new IllegalArgumentException("token id " + token);
        }
        this.id = id;
        this.inputIds = inputIds;
        this.spans = List.copyOf(spans);
    }

    /**
     * @param id       key into the provenance
     * @param inputIds token ids; at least 2, none negative; copied
     * @param spans    one for each unit and one for the filler, ascending, covering all tokens
     * @throws IllegalArgumentException when the spans leave a gap, overlap or end elsewhere than the tokens
     */
    public static PortableSample of(String id, int[] inputIds, List<Span> spans) {
        return new PortableSample(id, inputIds.clone(), spans);
    }

    /**
     * How many samples go into one shard, so that it stays within
     * {@link MdsSchema#DEFAULT_SIZE_LIMIT}: 127 of 131,072 tokens.
     *
     * @param sampleTokens tokens of each sample
     * @return at least 1
     */
    public static int perShard(int sampleTokens) {
        long sampleBytes = 4L * sampleTokens + OVERHEAD_BYTES;
        return (int) Math.max(1, (MdsSchema.DEFAULT_SIZE_LIMIT - OVERHEAD_BYTES) / sampleBytes);
    }

    public String id() {
        return id;
    }

    /** A copy. */
    public int[] inputIds() {
        return inputIds.clone();
    }

    /** How many tokens. */
    public int length() {
        return inputIds.length;
    }

    public List<Span> spans() {
        return spans;
    }

    /** The values that {@link MdsDataset#writeShard} takes. */
    public Map<String, Value> toValues() {
        long[] pairs = spans.stream()
                .flatMapToLong(span -> LongStream.of(span.start(), span.end()))
                .toArray();
        return Map.of(
                "id",
                new Value.Text(id),
                "indices",
                Value.Array.of(List.of(spans.size(), 2), pairs),
                "input_ids",
                Value.Array.of(inputIds),
                "length",
                new Value.Int(inputIds.length));
    }

    /**
     * @throws IllegalArgumentException naming the column that is missing, of another kind or contradicts the others
     */
    static PortableSample fromValues(Map<String, Value> values) {
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
        for (int i = 0; i < inputIds.length; i++) inputIds[i] = Math.toIntExact(tokens.at(i));
        try {
            var spans = new ArrayList<Span>();
            for (int i = 0; i < pairs.size(); i += 2) {
                spans.add(new Span(Math.toIntExact(pairs.at(i)), Math.toIntExact(pairs.at(i + 1))));
            }
            Span.requireCover(spans, inputIds.length);
            return new PortableSample(id.text(), inputIds, spans);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("indices: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortableSample that
                && id.equals(that.id)
                && Arrays.equals(inputIds, that.inputIds)
                && spans.equals(that.spans);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(inputIds);
    }

    @Override
    public String toString() {
        return "PortableSample[" + id + ", " + inputIds.length + " tokens, " + spans + "]";
    }
}
