package io.entropylong.formats.mds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.formats.Compression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that MDSWriter of mosaicml-streaming 0.9.1 made. */
class MdsGoldenTest {
    private static final MdsSchema SCHEMA = new MdsSchema(
            List.of(
                    new Column("input_ids", new Encoding.NdArray(IntegerType.UINT32)),
                    new Column("indices", new Encoding.NdArray(IntegerType.UINT32)),
                    new Column("length", new Encoding.Int()),
                    new Column("domain", new Encoding.Text())),
            List.of(ShardHash.XXH64, ShardHash.SHA1),
            MdsSchema.DEFAULT_SIZE_LIMIT,
            Compression.NONE);
    private static final List<Map<String, Value>> SAMPLES = List.of(
            Map.of(
                    "input_ids",
                    Value.Array.of(128000, 9906, 1917, 128001),
                    "indices",
                    Value.Array.of(List.of(2, 2), 0, 2, 2, 4),
                    "length",
                    new Value.Int(4),
                    "domain",
                    new Value.Text("demo")),
            Map.of(
                    "input_ids",
                    Value.Array.of(1, 2, 3),
                    "indices",
                    Value.Array.of(List.of(1, 2), 0, 3),
                    "length",
                    new Value.Int(3),
                    "domain",
                    new Value.Text("")));

    @Test
    void shardIsByteForByteTheRealWriters() {
        byte[] shard = MdsShard.encode(SCHEMA, SAMPLES);

        assertThat(shard).hasSize(400);
        assertThat(ShardHash.SHA1.hex(shard)).isEqualTo("46b2b3575d26aa8cf1e74b411043fddf8a35bb34");
        assertThat(ShardHash.XXH64.hex(shard)).isEqualTo("824703f28368925c");
        assertThat(HexFormat.of().formatHex(Arrays.copyOf(shard, 16))).isEqualTo("02000000260100006301000090010000");
    }

    @Test
    void indexIsByteForByteTheRealWriters(@TempDir Path folder) throws Exception {
        MdsDataset dataset = MdsDataset.create(folder, SCHEMA);
        dataset.writeShard(0, SAMPLES);
        dataset.commit();

        byte[] index = Files.readAllBytes(folder.resolve("index.json"));
        assertThat(ShardHash.SHA1.hex(index)).isEqualTo("dcb0373651e46f3967030a5fde544ef6f8010e68");
    }

    @Test
    void headerOfLongArrayHasDimensionsOfFourBytes() {
        byte[] cell = new Encoding.NdArray(IntegerType.INT32).encode(Value.Array.of(new int[131_072]));

        assertThat(cell).hasSize(5 + 524_288).startsWith(6, 0, 0, 2, 0);
    }

    @Test
    void stringsAreEscapedAsPythonDoes() {
        String json = PythonJson.write(Map.of("b", "ä\"\\\n\u007f", "a", 1));

        assertThat(json).isEqualTo("{\"a\": 1, \"b\": \"\\u00e4\\\"\\\\\\n\\u007f\"}");
        assertThat(json.getBytes(UTF_8)).hasSize(json.length());
    }
}
