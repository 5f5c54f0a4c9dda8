package io.entropylong.formats.mds;

import io.entropylong.formats.Compression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all shards of a dataset have in common.
 *
 * @param columns   at least one, names unique; kept sorted by name as the real writer does
 * @param hashes    checksums to put into the index; kept sorted by name
 * @param sizeLimit bytes a shard should not exceed; recorded, not enforced
 * @param compression of each shard as a whole
 */
public record MdsSchema(List<Column> columns, List<ShardHash> hashes, long sizeLimit, Compression compression) {
    /** The real writer's default: 64 MiB. */
    public static final long DEFAULT_SIZE_LIMIT = 67_108_864;

    public MdsSchema {
        if (columns.isEmpty()) throw new IllegalArgumentException("a dataset needs a column");
        var names = new HashSet<String>();
        for (Column column : columns) {
            if (!names.add(column.name())) throw new IllegalArgumentException("column twice: " + column.name());
        }
        if (sizeLimit < 1) throw new IllegalArgumentException("sizeLimit must be positive: " + sizeLimit);
        columns = columns.stream().sorted(Comparator.comparing(Column::name)).toList();
        hashes = hashes.stream()
                .distinct()
                .sorted(Comparator.comparing(ShardHash::algorithm))
                .toList();
    }

    /** SHA-1, the default size limit, no compression. */
    public static MdsSchema of(List<Column> columns) {
        return new MdsSchema(columns, List.of(ShardHash.SHA1), DEFAULT_SIZE_LIMIT, Compression.NONE);
    }

    /** As the index spells it. */
    @Nullable
    String compressionName() {
        return switch (compression) {
            case NONE -> null;
            case ZSTD -> "zstd";
        };
    }

    /** The 8 keys that a shard's own header and its index entry share. */
    Map<String, @Nullable Object> config() {
        var sizes = new ArrayList<@Nullable Integer>();
        for (Column column : columns) {
            var size = column.encoding().fixedSize();
            sizes.add(size.isPresent() ? size.getAsInt() : null);
        }
        var config = new HashMap<String, @Nullable Object>();
        config.put("version", 2);
        config.put("format", "mds");
        config.put("column_names", columns.stream().map(Column::name).toList());
        config.put(
                "column_encodings",
                columns.stream().map(column -> column.encoding().name()).toList());
        config.put("column_sizes", sizes);
        config.put("compression", compressionName());
        config.put("hashes", hashes.stream().map(ShardHash::algorithm).toList());
        config.put("size_limit", sizeLimit);
        return config;
    }
}
