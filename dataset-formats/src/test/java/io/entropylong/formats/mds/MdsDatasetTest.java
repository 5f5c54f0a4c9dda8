package io.entropylong.formats.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.formats.Compression;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MdsDatasetTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsReadBack(long seed) throws Exception {
        var random = new Random(seed);
        Compression compression = seed % 2 == 0 ? Compression.NONE : Compression.ZSTD;
        List<Column> columns = new ArrayList<>(List.of(
                new Column("text", new Encoding.Text()),
                new Column("number", new Encoding.Int()),
                new Column("json", new Encoding.Json())));
        for (IntegerType type : IntegerType.values()) {
            columns.add(new Column("s" + type, new Encoding.Scalar(type)));
            columns.add(new Column("a" + type, new Encoding.NdArray(type)));
        }
        MdsDataset dataset =
                MdsDataset.create(folder, new MdsSchema(columns, List.of(ShardHash.values()), 1 << 20, compression));
        var expected = new ArrayList<Map<String, Value>>();
        for (int shard = 0; shard < 3; shard++) {
            List<Map<String, Value>> samples = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(5); i++) samples.add(sample(columns, random));
            dataset.writeShard(shard, samples);
            expected.addAll(samples);
        }
        dataset.commit();

        MdsReader reader = MdsReader.open(folder);
        var actual = new ArrayList<Map<String, Value>>();
        for (ShardEntry shard : reader.shards()) actual.addAll(reader.read(shard));
        assertThat(actual).isEqualTo(expected);
        assertThat(reader.size()).isEqualTo(expected.size());
    }

    @Test
    void readersSeeNothingBeforeTheCommit() throws Exception {
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        dataset.writeShard(0, List.of(row("a")));
        assertThat(folder.resolve("index.json")).doesNotExist();

        dataset.commit();
        dataset.writeShard(1, List.of(row("b")));

        assertThat(MdsReader.open(folder).size()).isEqualTo(1);
    }

    @Test
    void restartedWriterContinuesAndLeavesTheSameBytes(@TempDir Path other) throws Exception {
        MdsDataset straight = MdsDataset.create(other, MdsProfile.PORTABLE.columns());
        straight.writeShard(0, List.of(row("a")));
        straight.writeShard(1, List.of(row("b")));
        straight.commit();

        MdsDataset first = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        first.writeShard(0, List.of(row("a")));
        first.commit();
        first.writeShard(1, List.of(row("b")));
        MdsDataset second = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        assertThat(second.committedSamples()).isEqualTo(1);
        second.writeShard(0, List.of(row("a")));
        second.writeShard(1, List.of(row("b")));
        second.commit();

        for (String name : List.of("index.json", "shard.00000.mds", "shard.00001.mds")) {
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void committedShardIsNotReplacedByOtherSamples() throws Exception {
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        dataset.writeShard(0, List.of(row("a")));
        dataset.commit();

        assertThatIllegalStateException()
                .isThrownBy(() -> dataset.writeShard(0, List.of(row("b"))))
                .withMessageContaining("shard.00000.mds");
        MdsSamples.open(folder).forEach(sample -> assertThat(sample.id()).isEqualTo("a"));
    }

    @Test
    void leftOutShardNumberIsNotCommitted() throws Exception {
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        dataset.writeShard(1, List.of(row("a")));

        assertThatIllegalStateException().isThrownBy(dataset::commit).withMessageContaining("[1]");
    }

    @Test
    void folderOfOtherColumnsIsRefused() throws Exception {
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        dataset.writeShard(0, List.of(row("a")));
        dataset.commit();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MdsDataset.create(folder, List.of(new Column("id", new Encoding.Text()))))
                .withMessageContaining("another dataset");
    }

    @Test
    void listedShardThatIsMissingIsRefused() throws Exception {
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        dataset.writeShard(0, List.of(row("a")));
        dataset.commit();
        Files.delete(folder.resolve("shard.00000.mds"));

        assertThatThrownBy(() -> MdsDataset.create(folder, MdsProfile.PORTABLE.columns()))
                .isInstanceOf(DamagedDatasetException.class)
                .hasMessageContaining("shard.00000.mds is missing");
    }

    @Test
    void valueThatDoesNotFitIsRefusedWithSampleAndColumn() throws Exception {
        MdsDataset dataset =
                MdsDataset.create(folder, List.of(new Column("mask", new Encoding.NdArray(IntegerType.UINT8))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.writeShard(0, List.of(Map.of("mask", Value.Array.of(0, 256)))))
                .withMessage("sample 0, column mask: 256 does not fit uint8");
    }

    static TrainingSample portable(String id) {
        return TrainingSample.of(id, new int[] {5, 6, 7, 8, 9}, List.of(new Span(0, 2), new Span(2, 5)));
    }

    static Map<String, Value> row(String id) {
        return MdsProfile.PORTABLE.row(portable(id), "");
    }

    private static Map<String, Value> sample(List<Column> columns, Random random) {
        var sample = new HashMap<String, Value>();
        for (Column column : columns) {
            Value value =
                    switch (column.encoding()) {
                        case Encoding.Text text -> new Value.Text("é".repeat(random.nextInt(300)));
                        case Encoding.Json json -> new Value.Text("{\"n\": " + random.nextInt() + "}");
                        case Encoding.Int integer -> new Value.Int(random.nextLong());
                        case Encoding.Scalar scalar -> new Value.Int(number(scalar.type(), random));
                        case Encoding.NdArray array -> array(array.type(), random);
                    };
            sample.put(column.name(), value);
        }
        return sample;
    }

    private static Value.Array array(IntegerType type, Random random) {
        List<Integer> shape =
                switch (random.nextInt(4)) {
                    case 0 -> List.of(1 + random.nextInt(4));
                    case 1 -> List.of(1 + random.nextInt(300), 2);
                    case 2 -> List.of(70_000);
                    default -> List.of(2, 3, 1 + random.nextInt(4));
                };
        int size = shape.stream().reduce(1, Math::multiplyExact);
        return Value.Array.of(
                shape, random.longs(size).map(bits -> truncate(type, bits)).toArray());
    }

    private static long number(IntegerType type, Random random) {
        return truncate(type, random.nextLong());
    }

    private static long truncate(IntegerType type, long bits) {
        return switch (type) {
            case UINT8 -> bits & 0xff;
            case INT8 -> (byte) bits;
            case UINT16 -> bits & 0xffff;
            case INT16 -> (short) bits;
            case UINT32 -> bits & 0xffffffffL;
            case INT32 -> (int) bits;
            case UINT64 -> bits & Long.MAX_VALUE;
            case INT64 -> bits;
        };
    }
}
