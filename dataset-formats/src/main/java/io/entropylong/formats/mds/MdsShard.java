package io.entropylong.formats.mds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays out one uncompressed shard: sample count, absolute offsets (uint32 each), the schema as JSON, the samples. A
 * sample is the lengths of its variable-size columns, then the bytes of all columns.
 */
final class MdsShard {
    private MdsShard() {}

    /**
     * @param samples at least one; each with a value for every column and no other
     * @return the file's bytes
     * @throws IllegalArgumentException naming sample and column when a value does not fit, or when the shard would
     *     not fit an array (2 GiB)
     */
    static byte[] encode(MdsSchema schema, List<Map<String, Value>> samples) {
        if (samples.isEmpty()) throw new IllegalArgumentException("a shard needs a sample");
        byte[] config = PythonJson.write(schema.config()).getBytes(UTF_8);
        var encoded = new ArrayList<byte[]>();
        for (int i = 0; i < samples.size(); i++) {
            encoded.add(encodeSample(schema, i, samples.get(i)));
        }
        int firstOffset = 4 + 4 * (samples.size() + 1) + config.length;
        long size = firstOffset
                + encoded.stream().mapToLong(sample -> sample.length).sum();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a shard of " + size + " bytes; at most 2 GiB are supported");
        }
        ByteBuffer shard = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        shard.putInt(samples.size());
        int offset = firstOffset;
        shard.putInt(offset);
        for (byte[] sample : encoded) {
            offset += sample.length;
            shard.putInt(offset);
        }
        shard.put(config);
        encoded.forEach(shard::put);
        return shard.array();
    }

    private static byte[] encodeSample(MdsSchema schema, int index, Map<String, Value> sample) {
        if (sample.size() != schema.columns().size()) {
            throw new IllegalArgumentException("sample %d has columns %s, not %s"
                    .formatted(
                            index,
                            sample.keySet(),
                            schema.columns().stream().map(Column::name).toList()));
        }
        var cells = new ArrayList<byte[]>();
        int size = 0;
        for (Column column : schema.columns()) {
            byte[] cell = encodeCell(index, column, sample.get(column.name()));
            cells.add(cell);
            size += cell.length + (column.encoding().fixedSize().isPresent() ? 0 : 4);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < cells.size(); i++) {
            if (schema.columns().get(i).encoding().fixedSize().isEmpty()) bytes.putInt(cells.get(i).length);
        }
        cells.forEach(bytes::put);
        return bytes.array();
    }

    private static byte[] encodeCell(int index, Column column, @Nullable Value value) {
        if (value == null) {
            throw new IllegalArgumentException("sample " + index + " has no value for column " + column.name());
        }
        try {
            return column.encoding().encode(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "sample " + index + ", column " + column.name() + ": " + e.getMessage(), e);
        }
    }
}
