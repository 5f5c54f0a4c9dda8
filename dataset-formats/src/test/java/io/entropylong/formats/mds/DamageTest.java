package io.entropylong.formats.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.formats.DamagedDatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One damage each to a dataset that reads well without it. */
class DamageTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeGoodDataset() throws Exception {
        write(Value.Array.of(List.of(2, 2), 0, 2, 2, 5), 5);
        assertThat(MdsSamples.open(folder).size()).isEqualTo(1);
        read();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gap              | 0,2,3,5 | gap between token 2 and span [3, 5)",
                "overlap          | 0,4,2,5 | overlap between token 4 and span [2, 5)",
                "one-token span   | 0,4,4,5 | span [4, 5) has fewer than 2 tokens",
                "end beyond N     | 0,2,2,6 | spans end at 6, the sample at 5",
                "end before N     | 0,2,2,4 | spans end at 4, the sample at 5",
                "late start       | 1,3,3,5 | gap between token 0 and span [1, 3)",
                "beyond int       | 0,2,2,4294967301 | integer overflow"
            })
    void brokenSpansAreRefused(String damage, String pairs, String problem) throws Exception {
        long[] values =
                Arrays.stream(pairs.split(",")).mapToLong(Long::parseLong).toArray();
        write(Value.Array.of(List.of(2, 2), values), 5);

        assertRefused("shard.00000.mds: sample 0: indices: " + problem);
    }

    @Test
    void flatIndicesAreRefused() throws Exception {
        write(Value.Array.of(0, 5), 5);

        assertRefused("sample 0: indices is not a table of pairs");
    }

    @Test
    void lengthThatIsNotTheTokensIsRefused() throws Exception {
        write(Value.Array.of(List.of(1, 2), 0, 5), 6);

        assertRefused("sample 0: length is not the number of input_ids, 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "column_encodings",
                "column_names",
                "column_sizes",
                "compression",
                "format",
                "hashes",
                "raw_data",
                "samples",
                "size_limit",
                "version",
                "zip_data"
            })
    void missingKeyIsRefused(String key) throws Exception {
        Path file = folder.resolve("index.json");
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode index = mapper.readTree(Files.readString(file));
        ((ObjectNode) index.get("shards").get(0)).remove(key);
        Files.writeString(file, mapper.writeValueAsString(index));

        assertRefused("index.json: shards[0]: lacks [" + key + "]");
    }

    @Test
    void extraKeyIsRefused() throws Exception {
        replaceInIndex("\"samples\": 1", "\"samples\": 1, \"author\": null");

        assertRefused("index.json: shards[0]: has unknown [author]");
    }

    @Test
    void indexThatIsNotJsonIsRefused() throws Exception {
        replaceInIndex("}$", "");

        assertRefused("index.json: text: is not JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"indices\" | \"spans\" | sample 0: has columns [id, spans, input_ids, length]",
                "\"samples\": 1 | \"samples\": 2 | sample count: 1, index.json has 2",
                "\"samples\": 1 | \"samples\": 0 | shards: hold no sample",
                "\"samples\": 1 | \"samples\": -1 | shards[0].samples: is not an unsigned integer: -1",
                "ndarray:int32 | pkl | column input_ids: pkl is not supported",
                "ndarray:int32 | uint16 | column input_ids: size null, not 2",
                "\"zip_data\": null | \"zip_data\": {} | shards[0].zip_data: must be null without compression: {}",
                "shard.00000.mds | ../shard.mds | shards[0].raw_data.basename: leads out of the folder",
                "shard.00000.mds | shard.00009.mds | shard.00009.mds: file: is missing",
                "\"mds\" | \"json\" | shards[0].format: is not supported, only mds"
            })
    void wrongIndexValueIsRefused(String good, String bad, String problem) throws Exception {
        replaceInIndex(good, bad);

        assertRefused(problem);
    }

    @Test
    void truncatedShardIsRefused() throws Exception {
        Path shard = folder.resolve("shard.00000.mds");
        byte[] bytes = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(bytes, bytes.length - 1));

        assertRefused("shard.00000.mds: bytes: %d, index.json has %d".formatted(bytes.length - 1, bytes.length));
    }

    @Test
    void shardWithAnotherHashIsRefused() throws Exception {
        Path shard = folder.resolve("shard.00000.mds");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length - 1] ^= 1;
        Files.write(shard, bytes);

        assertRefused("shard.00000.mds: sha1: ");
    }

    @ParameterizedTest
    @CsvSource({
        "4, 7f, offset 0", // before the end of the header, or past the file
        "8, ff, offset 1",
        "8, 01, offset 1"
    })
    void offsetsOutOfOrderAreRefusedEvenWithoutHash(int at, String value, String field) throws Exception {
        withoutHashes();
        Path shard = folder.resolve("shard.00000.mds");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[at] = (byte) Integer.parseInt(value, 16);
        bytes[at + 1] = (byte) (field.equals("offset 1") && value.equals("01") ? 0 : 0x7f);
        Files.write(shard, bytes);

        assertRefused("shard.00000.mds: " + field);
    }

    @Test
    void arrayHeaderThatContradictsItsBytesIsRefusedEvenWithoutHash() throws Exception {
        withoutHashes();
        Path shard = folder.resolve("shard.00000.mds");
        byte[] bytes = Files.readAllBytes(shard);
        int inputIds = bytes.length - 8 - 5 * 4 - 1;
        assertThat(bytes[inputIds]).isEqualTo((byte) 5);
        bytes[inputIds] = 4;
        Files.write(shard, bytes);

        assertRefused("sample 0, column input_ids: has 20 bytes of values, not 16 for shape [4]");
    }

    private void withoutHashes() throws IOException {
        replaceInIndex("\"hashes\": \\[\"sha1\"\\]", "\"hashes\": []");
        replaceInIndex("\"hashes\": \\{[^}]*\\}", "\"hashes\": {}");
    }

    private void write(Value.Array indices, long length) throws IOException {
        Files.deleteIfExists(folder.resolve("index.json"));
        var values = new HashMap<String, Value>(
                Map.of("id", new Value.Text("s"), "input_ids", Value.Array.of(1, 2, 3, 4, 5), "indices", indices));
        values.put("length", new Value.Int(length));
        MdsDataset dataset = MdsDataset.create(folder, MdsProfile.PORTABLE.columns());
        dataset.writeShard(0, List.of(values));
        dataset.commit();
    }

    private void replaceInIndex(String regex, String replacement) throws IOException {
        Path file = folder.resolve("index.json");
        String before = Files.readString(file);
        String after = before.replaceFirst(regex, replacement);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    private void read() throws IOException {
        MdsSamples.open(folder).forEach(sample -> assertThat(sample.length()).isEqualTo(5));
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(this::read)
                .isInstanceOf(DamagedDatasetException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(problem);
    }
}
