package io.entropylong.formats.mds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.entropylong.formats.Compression;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.DurableFile;
import io.entropylong.formats.ZstdFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder of MDS shards under construction. Shards are files of their own, named by number; {@link #commit()} makes
 * them visible to readers. A writer that restarts opens the folder again, finds what is committed, and writes the
 * rest: the same samples give the same bytes. Not for use by several threads or processes at once.
 */
public final class MdsDataset {
    private final Path folder;
    private final MdsSchema schema;
    private final SortedMap<Integer, ShardEntry> committed = new TreeMap<>();
    private final SortedMap<Integer, ShardEntry> written = new TreeMap<>();

    private MdsDataset(Path folder, MdsSchema schema) {
        this.folder = folder;
        this.schema = schema;
    }

    /** As {@link #create(Path, MdsSchema)} with SHA-1 and the default size limit. */
    public static MdsDataset create(Path folder, List<Column> columns) throws IOException {
        return create(folder, MdsSchema.of(columns));
    }

    /**
     * Makes the folder, or opens it and takes over what its index lists.
     *
     * @throws DamagedDatasetException  when the index cannot be read, or lists a shard whose file is not there
     * @throws IllegalArgumentException when the index has other columns, or shards that are not named by number
     */
    public static MdsDataset create(Path folder, MdsSchema schema) throws IOException {
        Files.createDirectories(folder);
        var dataset = new MdsDataset(folder, schema);
        if (Files.exists(folder.resolve(MdsIndex.FILE_NAME))) dataset.adopt(MdsIndex.read(folder));
        return dataset;
    }

    private void adopt(MdsIndex index) throws DamagedDatasetException {
        ShardEntry ours = ShardEntry.of(schema, 0, new StoredFile("", 0, Map.of()), null);
        for (ShardEntry shard : index.shards()) {
            int number = committed.size();
            if (!shard.raw().basename().equals(basename(number))
                    || !Objects.equals(shard.compression(), ours.compression())
                    || !shard.columnNames().equals(ours.columnNames())
                    || !shard.columnEncodings().equals(ours.columnEncodings())) {
                throw new IllegalArgumentException("%s holds another dataset: shard %s with columns %s of %s"
                        .formatted(folder, shard.stored().basename(), shard.columnNames(), shard.columnEncodings()));
            }
            String file = shard.stored().basename();
            if (!Files.exists(folder.resolve(file))) {
                throw new DamagedDatasetException(
                        folder.resolve(MdsIndex.FILE_NAME), "shards[" + number + "]", file + " is missing");
            }
            committed.put(number, shard);
        }
    }

    /** The shards that readers see, in order. */
    public List<ShardEntry> committed() {
        return List.copyOf(committed.values());
    }

    /** Samples that readers see. */
    public long committedSamples() {
        return new MdsIndex(committed()).samples();
    }

    /**
     * Writes one shard so that it survives a crash; readers do not see it before {@link #commit()}. The same samples
     * give the same bytes, so it may be repeated.
     *
     * @param number  from 0; it orders the samples of the dataset
     * @param samples at least one, each with a value for every column
     * @throws IllegalArgumentException when a value does not fit its column
     * @throws IllegalStateException    when the shard is committed with other bytes
     */
    public ShardEntry writeShard(int number, List<Map<String, Value>> samples) throws IOException {
        if (number < 0) throw new IllegalArgumentException("shard number: " + number);
        byte[] bytes = MdsShard.encode(schema, samples);
        StoredFile raw = StoredFile.of(basename(number), bytes, schema.hashes());
        StoredFile zip = null;
        if (schema.compression() == Compression.ZSTD) {
            bytes = ZstdFrame.compress(bytes);
            zip = StoredFile.of(raw.basename() + ".zstd", bytes, schema.hashes());
        }
        ShardEntry entry = ShardEntry.of(schema, samples.size(), raw, zip);
        ShardEntry before = committed.get(number);
        if (before != null && !before.stored().equals(entry.stored())) {
            throw new IllegalStateException(folder.resolve(basename(number)) + " is committed with other samples");
        }
        DurableFile.put(folder.resolve(entry.stored().basename()), bytes);
        written.put(number, entry);
        return entry;
    }

    /**
     * Makes all shards that were written visible at once, by replacing index.json.
     *
     * @throws IllegalStateException when there is no shard, or a number between the shards was left out
     */
    public MdsIndex commit() throws IOException {
        var all = new TreeMap<>(committed);
        all.putAll(written);
        if (all.isEmpty() || all.lastKey() != all.size() - 1) {
            throw new IllegalStateException("shards must be numbered from 0 without a gap: " + all.keySet());
        }
        var index = new MdsIndex(List.copyOf(all.values()));
        DurableFile.put(folder.resolve(MdsIndex.FILE_NAME), index.toJson().getBytes(UTF_8));
        committed.putAll(written);
        written.clear();
        return index;
    }

    private static String basename(int number) {
        return "shard.%05d.mds".formatted(number);
    }
}
