package io.entropylong.formats.mds;

import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.ZstdFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an MDS dataset, plain or in zstd, and refuses a damaged one: sizes, offsets, checksums and cell headers are all
 * checked, unlike in the trainers' own reader. Written from the layout alone, so that it proves the writer.
 */
public final class MdsReader {
    private final Path folder;
    private final MdsIndex index;

    private MdsReader(Path folder, MdsIndex index) {
        this.folder = folder;
        this.index = index;
    }

    /**
     * @param folder that holds index.json
     * @throws DamagedDatasetException when the index is damaged, lists no sample, or is of a kind we do not read
     */
    public static MdsReader open(Path folder) throws IOException {
        MdsIndex index = MdsIndex.read(folder);
        if (index.samples() == 0) {
            throw new DamagedDatasetException(folder.resolve(MdsIndex.FILE_NAME), "shards", "hold no sample");
        }
        return new MdsReader(folder, index);
    }

    /** Samples of all shards. */
    public long size() {
        return index.samples();
    }

    /** What the index says of each shard, in order. */
    public List<ShardEntry> shards() {
        return index.shards();
    }

    /** The file of a shard. */
    public Path file(ShardEntry shard) {
        return folder.resolve(shard.stored().basename());
    }

    /** What is done with a sample: a value by column name. */
    @FunctionalInterface
    interface Action {
        void accept(Map<String, Value> sample) throws IOException;
    }

    /**
     * Reads one whole shard.
     *
     * @param shard one of {@link #shards()}
     * @return its samples in order; each a value by column name
     * @throws DamagedDatasetException naming the file, and the sample and column if one is to blame
     */
    public List<Map<String, Value>> read(ShardEntry shard) throws IOException {
        var samples = new ArrayList<Map<String, Value>>();
        forEach(shard, samples::add);
        return samples;
    }

    /** As {@link #read}, without keeping the samples. */
    void forEach(ShardEntry shard, Action action) throws IOException {
        Path file = file(shard);
        List<CellReader> columns = columns(shard);
        ByteBuffer bytes = load(file, shard);
        int samples = bytes.getInt(0);
        if (samples != shard.samples()) {
            throw new DamagedDatasetException(
                    file, "sample count", Integer.toUnsignedString(samples) + ", index.json has " + shard.samples());
        }
        int headerEnd = 4 + 4 * (samples + 1);
        int start = offset(file, bytes, 0, headerEnd);
        for (int i = 0; i < samples; i++) {
            int end = offset(file, bytes, i + 1, start);
            action.accept(sample(
                    file, i, shard, columns, bytes.slice(start, end - start).order(ByteOrder.LITTLE_ENDIAN)));
            start = end;
        }
        if (start != bytes.limit()) {
            throw new DamagedDatasetException(
                    file, "offset " + samples, start + " is not the file's size, " + bytes.limit());
        }
    }

    private List<CellReader> columns(ShardEntry shard) throws DamagedDatasetException {
        Path file = folder.resolve(MdsIndex.FILE_NAME);
        var columns = new ArrayList<CellReader>();
        for (int i = 0; i < shard.columnNames().size(); i++) {
            String field = shard.stored().basename() + ", column "
                    + shard.columnNames().get(i);
            CellReader column;
            try {
                column = new CellReader(shard.columnEncodings().get(i));
            } catch (IllegalArgumentException e) {
                throw new DamagedDatasetException(file, field, String.valueOf(e.getMessage()));
            }
            if (!Objects.equals(column.size(), shard.columnSizes().get(i))) {
                throw new DamagedDatasetException(
                        file, field, "size " + shard.columnSizes().get(i) + ", not " + column.size());
            }
            columns.add(column);
        }
        return columns;
    }

    private static ByteBuffer load(Path file, ShardEntry shard) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new DamagedDatasetException(file, "file", "is missing, though index.json lists it");
        }
        requireAsListed(file, bytes, shard.stored());
        if (shard.zip() != null) {
            try {
                bytes = ZstdFrame.decompress(bytes, Math.toIntExact(shard.raw().bytes()));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new DamagedDatasetException(file, "zstd", String.valueOf(e.getMessage()));
            }
            requireAsListed(file, bytes, shard.raw());
        }
        if (bytes.length < 4 + 4 * (shard.samples() + 1L)) {
            throw new DamagedDatasetException(file, "bytes", bytes.length + ", too few for the offsets");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void requireAsListed(Path file, byte[] bytes, StoredFile listed) throws DamagedDatasetException {
        if (bytes.length != listed.bytes()) {
            throw new DamagedDatasetException(file, "bytes", bytes.length + ", index.json has " + listed.bytes());
        }
        for (Map.Entry<String, String> digest : listed.digests().entrySet()) {
            ShardHash hash = ShardHash.named(digest.getKey())
                    .orElseThrow(
                            () -> new DamagedDatasetException(file, "hashes", digest.getKey() + " is not supported"));
            String actual = hash.hex(bytes);
            if (!actual.equals(digest.getValue())) {
                throw new DamagedDatasetException(
                        file, digest.getKey(), actual + ", index.json has " + digest.getValue());
            }
        }
    }

    private static int offset(Path file, ByteBuffer bytes, int number, int atLeast) throws DamagedDatasetException {
        long offset = bytes.getInt(4 + 4 * number) & 0xffffffffL;
        if (offset < atLeast || offset > bytes.limit()) {
            throw new DamagedDatasetException(
                    file, "offset " + number, "%d, not within %d and %d".formatted(offset, atLeast, bytes.limit()));
        }
        return (int) offset;
    }

    private static Map<String, Value> sample(
            Path file, int number, ShardEntry shard, List<CellReader> columns, ByteBuffer bytes)
            throws DamagedDatasetException {
        var sizes = new ArrayList<Long>();
        for (CellReader column : columns) {
            @Nullable Integer fixed = column.size();
            if (fixed == null && bytes.remaining() < 4) {
                throw new DamagedDatasetException(file, "sample " + number, "ends within the column sizes");
            }
            sizes.add(fixed == null ? bytes.getInt() & 0xffffffffL : fixed);
        }
        long expected = sizes.stream().mapToLong(Long::longValue).sum();
        if (expected != bytes.remaining()) {
            throw new DamagedDatasetException(
                    file, "sample " + number, "has %d bytes, not %d".formatted(bytes.remaining(), expected));
        }
        var values = new LinkedHashMap<String, Value>();
        for (int i = 0; i < columns.size(); i++) {
            int size = sizes.get(i).intValue();
            ByteBuffer cell = bytes.slice(bytes.position(), size).order(ByteOrder.LITTLE_ENDIAN);
            bytes.position(bytes.position() + size);
            String name = shard.columnNames().get(i);
            try {
                values.put(name, columns.get(i).read(cell));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new DamagedDatasetException(
                        file, "sample " + number + ", column " + name, String.valueOf(e.getMessage()));
            }
        }
        return values;
    }
}
