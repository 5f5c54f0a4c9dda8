package io.entropylong.formats.mds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What index.json says of one shard.
 *
 * @param columnNames     in the order of the bytes
 * @param columnEncodings in the same order, by name
 * @param columnSizes     in the same order: bytes, or null when they vary
 * @param compression     null, {@code zstd} or {@code zstd:LEVEL}
 * @param hashes          names of the checksums
 * @param sizeLimit       bytes, or null
 * @param samples         how many
 * @param raw             the uncompressed shard
 * @param zip             the compressed one, which then lies in the folder in its place; null without compression
 */
public record ShardEntry(
        List<String> columnNames,
        List<String> columnEncodings,
        List<@Nullable Integer> columnSizes,
        @Nullable String compression,
        List<String> hashes,
        @Nullable Long sizeLimit,
        int samples,
        StoredFile raw,
        @Nullable StoredFile zip) {

    static ShardEntry of(MdsSchema schema, int samples, StoredFile raw, @Nullable StoredFile zip) {
        var sizes = schema.columns().stream()
                .<@Nullable Integer>map(column -> {
                    var size = column.encoding().fixedSize();
                    return size.isPresent() ? size.getAsInt() : null;
                })
                .toList();
        return new ShardEntry(
                schema.columns().stream().map(Column::name).toList(),
                schema.columns().stream()
                        .map(column -> column.encoding().name())
                        .toList(),
                sizes,
                schema.compressionName(),
                schema.hashes().stream().map(ShardHash::algorithm).toList(),
                schema.sizeLimit(),
                samples,
                raw,
                zip);
    }

    /** The file that lies in the folder. */
    public StoredFile stored() {
        return zip == null ? raw : zip;
    }

    /** The 11 keys of an index entry. */
    Map<String, @Nullable Object> toJson() {
        var json = new HashMap<String, @Nullable Object>();
        json.put("version", 2);
        json.put("format", "mds");
        json.put("column_names", columnNames);
        json.put("column_encodings", columnEncodings);
        json.put("column_sizes", columnSizes);
        json.put("compression", compression);
        json.put("hashes", hashes);
        json.put("size_limit", sizeLimit);
        json.put("samples", samples);
        json.put("raw_data", raw.toJson());
        json.put("zip_data", zip == null ? null : zip.toJson());
        return json;
    }
}
