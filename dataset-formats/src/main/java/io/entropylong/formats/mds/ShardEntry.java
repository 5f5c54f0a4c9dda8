package io.entropylong.formats.mds;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What index.json says of one uncompressed shard.
 *
 * @param columnNames     in the order of the bytes
 * @param columnEncodings in the same order, by name
 * @param columnSizes     in the same order: bytes, or null when they vary
 * @param hashes          names of the checksums
 * @param sizeLimit       bytes, or null
 * @param samples         how many
 * @param basename        file name, below the index's folder
 * @param bytes           file size
 * @param digests         lower-case hex for each checksum
 */
public record ShardEntry(
        List<String> columnNames,
        List<String> columnEncodings,
        List<@Nullable Integer> columnSizes,
        List<String> hashes,
        @Nullable Long sizeLimit,
        int samples,
        String basename,
        long bytes,
        Map<String, String> digests) {
    public ShardEntry {
        digests = Map.copyOf(digests);
    }

    static ShardEntry of(MdsSchema schema, int samples, String basename, byte[] shard) {
        var sizes = schema.columns().stream()
                .<@Nullable Integer>map(column -> {
                    var size = column.encoding().fixedSize();
                    return size.isPresent() ? size.getAsInt() : null;
                })
                .toList();
        var digests = new LinkedHashMap<String, String>();
        for (ShardHash hash : schema.hashes()) digests.put(hash.algorithm(), hash.hex(shard));
        return new ShardEntry(
                schema.columns().stream().map(Column::name).toList(),
                schema.columns().stream()
                        .map(column -> column.encoding().name())
                        .toList(),
                sizes,
                schema.hashes().stream().map(ShardHash::algorithm).toList(),
                schema.sizeLimit(),
                samples,
                basename,
                shard.length,
                digests);
    }

    /** The 11 keys of an index entry. */
    Map<String, @Nullable Object> toJson() {
        var json = new HashMap<String, @Nullable Object>();
        json.put("version", 2);
        json.put("format", "mds");
        json.put("column_names", columnNames);
        json.put("column_encodings", columnEncodings);
        json.put("column_sizes", columnSizes);
        json.put("compression", null);
        json.put("hashes", hashes);
        json.put("size_limit", sizeLimit);
        json.put("samples", samples);
        json.put("raw_data", Map.of("basename", basename, "bytes", bytes, "hashes", digests));
        json.put("zip_data", null);
        return json;
    }
}
