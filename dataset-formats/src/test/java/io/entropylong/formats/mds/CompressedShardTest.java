package io.entropylong.formats.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import io.entropylong.formats.Compression;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.Samples;
import io.entropylong.formats.TrainingSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard in zstd, and one damaged in each way that a trainer's reader stumbles over. */
class CompressedShardTest {
    private static final MdsSchema SCHEMA = new MdsSchema(
            MdsProfile.PROLONG.columns(), List.of(ShardHash.SHA1), MdsSchema.DEFAULT_SIZE_LIMIT, Compression.ZSTD);
    private static final List<TrainingSample> SAMPLES = Samples.drawn(4, 9);

    @TempDir
    private Path folder;

    private Path shard;
    private byte[] raw;

    @BeforeEach
    void write() throws Exception {
        MdsDataset dataset = MdsDataset.create(folder, SCHEMA);
        dataset.writeShard(0, rows(MdsProfile.PROLONG, SAMPLES.subList(0, 2)));
        dataset.writeShard(1, rows(MdsProfile.PROLONG, SAMPLES.subList(2, 4)));
        dataset.commit();
        shard = folder.resolve("shard.00000.mds.zstd");
        byte[] zip = Files.readAllBytes(shard);
        raw = Zstd.decompress(zip, (int) Zstd.getFrameContentSize(zip));
    }

    @Test
    void theFolderHoldsCompressedShardsOnlyAndTheyAreReadBack() throws Exception {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder("index.json", "shard.00000.mds.zstd", "shard.00001.mds.zstd");
        }
        assertThat(Samples.read(MdsSamples.open(folder))).isEqualTo(SAMPLES);
    }

    @Test
    void theIndexNamesBothFormsOfAShard() throws IOException {
        ShardEntry entry = MdsIndex.read(folder).shards().getFirst();

        assertThat(entry.compression()).isEqualTo("zstd");
        assertThat(entry.raw()).isEqualTo(StoredFile.of("shard.00000.mds", raw, List.of(ShardHash.SHA1)));
        assertThat(entry.zip())
                .isEqualTo(StoredFile.of("shard.00000.mds.zstd", Files.readAllBytes(shard), List.of(ShardHash.SHA1)));
        assertThat(MdsIndex.read(folder).toJson()).isEqualTo(Files.readString(folder.resolve("index.json")));
    }

    @Test
    void profileProlongHasUnsignedIdsAndADomain() throws IOException {
        ShardEntry entry = MdsIndex.read(folder).shards().getFirst();

        assertThat(entry.columnNames()).containsExactly("domain", "id", "indices", "input_ids", "length");
        assertThat(entry.columnEncodings()).containsExactly("str", "str", "ndarray:uint32", "ndarray:uint32", "int");
        assertThat(MdsReader.open(folder).read(entry).getFirst()).containsEntry("domain", new Value.Text("books"));
    }

    @Test
    void restartedWriterGoesOnAndRefusesAnotherCompression() throws IOException {
        assertThat(MdsDataset.create(folder, SCHEMA).committedSamples()).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MdsDataset.create(folder, MdsProfile.PROLONG.columns()))
                .withMessageContaining("another dataset");
    }

    @Test
    void frameWithoutContentSizeIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes)) {
            out.write(raw);
        }
        replace(bytes.toByteArray());

        assertRefused("zstd: is no zstd frame that names the size of its content");
    }

    @Test
    void twoFramesAreRefused() throws IOException {
        byte[] first = Zstd.compress(raw);
        byte[] both = Arrays.copyOf(first, first.length * 2);
        System.arraycopy(first, 0, both, first.length, first.length);
        replace(both);

        assertRefused("zstd: holds more than one frame: the first ends at byte " + first.length);
    }

    @Test
    void frameOfAnotherShardIsRefused() throws IOException {
        replace(Zstd.compress(Arrays.copyOf(raw, raw.length - 1)));
        assertRefused("zstd: holds %d bytes, not %d".formatted(raw.length - 1, raw.length));

        byte[] other = raw.clone();
        other[other.length - 1] ^= 1;
        replace(Zstd.compress(other));
        assertRefused("sha1: ");
    }

    @Test
    void fileThatIsNoZstdIsRefused() throws IOException {
        replace(raw);

        assertRefused("zstd: is no zstd");
    }

    @Test
    void listedZipWhoseFileIsMissingIsRefusedThoughTheRawShardIsThere() throws IOException {
        Files.delete(shard);
        Files.write(folder.resolve("shard.00000.mds"), raw);

        assertRefused("shard.00000.mds.zstd: file: is missing, though index.json lists it");
    }

    @Test
    void zipThatIsNotTheListedOneIsRefused() throws IOException {
        byte[] zip = Files.readAllBytes(shard);
        zip[zip.length - 1] ^= 1;
        Files.write(shard, zip);

        assertRefused("shard.00000.mds.zstd: sha1: ");
    }

    @Test
    void zipDataThatDoesNotGoWithCompressionIsRefused() throws IOException {
        edit("\"compression\": \"zstd\"", "\"compression\": null");
        assertRefused("shards[0].zip_data: must be null without compression");
        edit("\"compression\": null", "\"compression\": \"gz\"");
        assertRefused("shards[0].compression: is not supported, only null and zstd");
        edit("\"compression\": \"gz\"", "\"compression\": \"zstd\"");
        edit("\"zip_data\": \\{[^}]*\\}\\}", "\"zip_data\": null");
        assertRefused("shards[0].zip_data: is not a JSON object");
    }

    /** Puts another file in the place of the first shard, and its size and hash into the index. */
    private void replace(byte[] content) throws IOException {
        MdsIndex index = MdsIndex.read(folder);
        ShardEntry old = index.shards().getFirst();
        ShardEntry entry = new ShardEntry(
                old.columnNames(),
                old.columnEncodings(),
                old.columnSizes(),
                old.compression(),
                old.hashes(),
                old.sizeLimit(),
                old.samples(),
                old.raw(),
                StoredFile.of("shard.00000.mds.zstd", content, List.of(ShardHash.SHA1)));
        Files.write(shard, content);
        Files.writeString(
                folder.resolve("index.json"),
                new MdsIndex(List.of(entry, index.shards().get(1))).toJson());
    }

    private void edit(String regex, String replacement) throws IOException {
        Path file = folder.resolve("index.json");
        String before = Files.readString(file);
        String after = before.replaceFirst(regex, replacement);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(() -> Samples.read(MdsSamples.open(folder)))
                .isInstanceOf(DamagedDatasetException.class)
                .hasMessageContaining(problem);
    }

    private static List<Map<String, Value>> rows(MdsProfile profile, List<TrainingSample> samples) {
        return samples.stream().map(sample -> profile.row(sample, "books")).toList();
    }
}
