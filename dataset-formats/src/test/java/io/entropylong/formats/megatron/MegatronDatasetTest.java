package io.entropylong.formats.megatron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.SampleSource;
import io.entropylong.formats.Samples;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MegatronDatasetTest {
    private static final List<TrainingSample> SAMPLES =
            List.of(sample(1, 2, 3, 4), sample(5, 6, 7), sample(128_000, 128_001));

    @TempDir
    private Path folder;

    private Path prefix;

    @BeforeEach
    void name() {
        prefix = folder.resolve("deep/samples");
    }

    @Test
    void indexAndTokensAreByteForByteThoseOfIndexedDatasetBuilder() throws IOException {
        MegatronDataset.write(prefix, TokenType.INT32, source(SAMPLES));

        assertThat(hex(MegatronDataset.idx(prefix)))
                .isEqualTo("4d4d4944494458000001000000000000000403000000000000000400000000000000"
                        + "040000000300000002000000"
                        + "000000000000000010000000000000001c00000000000000"
                        + "0000000000000000010000000000000002000000000000000300000000000000");
        assertThat(hex(MegatronDataset.bin(prefix)))
                .isEqualTo("01000000020000000300000004000000" + "050000000600000007000000" + "00f4010001f40100");
    }

    @Test
    void smallVocabulariesTakeTwoBytesAToken() throws IOException {
        assertThat(TokenType.of(49_152)).isEqualTo(TokenType.UINT16);
        assertThat(TokenType.of(65_500)).isEqualTo(TokenType.INT32);

        MegatronDataset.write(prefix, TokenType.UINT16, source(List.of(sample(1, 40_000), sample(3, 4, 5))));

        assertThat(hex(MegatronDataset.bin(prefix))).isEqualTo("0100409c" + "030004000500");
        assertThat(Files.readAllBytes(MegatronDataset.idx(prefix))).hasSize(34 + 20 * 2 + 8);
        assertThat(read()).containsExactly(List.of(1, 40_000), List.of(3, 4, 5));
    }

    @Test
    void tokenThatDoesNotFitIsRefusedAndNothingIsLeftToOpen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MegatronDataset.write(prefix, TokenType.UINT16, source(SAMPLES)))
                .withMessage("s: token id 128000 does not fit uint16");
        assertThat(MegatronDataset.bin(prefix)).doesNotExist();
        assertThat(MegatronDataset.idx(prefix)).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBackAndTheSameBytesAgain(TokenType type) throws IOException {
        List<TrainingSample> samples = Samples.drawn(20, 3).stream()
                .map(sample -> TrainingSample.of(
                        sample.id(),
                        Arrays.stream(sample.inputIds()).map(id -> id % 65_000).toArray(),
                        sample.spans()))
                .toList();
        MegatronDataset.write(prefix, type, source(samples));
        String first = hex(MegatronDataset.bin(prefix)) + hex(MegatronDataset.idx(prefix));
        MegatronDataset.write(prefix, type, source(samples));

        assertThat(hex(MegatronDataset.bin(prefix)) + hex(MegatronDataset.idx(prefix)))
                .isEqualTo(first);
        assertThat(read())
                .isEqualTo(samples.stream()
                        .map(sample -> Arrays.stream(sample.inputIds()).boxed().toList())
                        .toList());
        try (var files = Files.list(prefix.resolveSibling("."))) {
            assertThat(files).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,  58, magic: is not MMIDIDX",
        "9,  02, 'version: is 2, not 1'",
        "17, 05, type: 5 is not supported",
        "18, 04, 'documents: is 4, not 5'",
        "26, 05, 'documents: is 5, not 4'",
        "34, 05, 'offset 1: is 16, not 20'",
        "34, 00, length 0: is 0",
        "54, 11, 'offset 1: is 17, not 16'",
        "70, 01, 'document 0: is 1, not 0'",
        "94, 02, 'document 3: is 2, not 3'"
    })
    void indexThatContradictsItselfIsRefused(int at, String value, String problem) throws IOException {
        MegatronDataset.write(prefix, TokenType.INT32, source(SAMPLES));
        Path idx = MegatronDataset.idx(prefix);
        byte[] bytes = Files.readAllBytes(idx);
        bytes[at] = HexFormat.of().parseHex(value)[0];
        Files.write(idx, bytes);

        assertRefused("samples.idx: " + problem);
    }

    @Test
    void filesOfOtherSizesAreRefused() throws IOException {
        MegatronDataset.write(prefix, TokenType.INT32, source(SAMPLES));
        Path bin = MegatronDataset.bin(prefix);
        Files.write(bin, Arrays.copyOf(Files.readAllBytes(bin), 35));
        assertRefused("samples.bin: size: is 35, not 36");
        Files.delete(bin);
        assertRefused("samples.bin: file: is missing");
        Path idx = MegatronDataset.idx(prefix);
        Files.write(idx, Arrays.copyOf(Files.readAllBytes(idx), 20));
        Files.write(bin, new byte[36]);
        assertRefused("samples.idx: header: has 20 bytes");
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(() -> MegatronReader.open(prefix))
                .isInstanceOf(DamagedDatasetException.class)
                .hasMessageContaining(problem);
    }

    private List<List<Integer>> read() throws IOException {
        List<List<Integer>> read = new ArrayList<>();
        MegatronReader.open(prefix)
                .forEach(ids -> read.add(Arrays.stream(ids).boxed().toList()));
        return read;
    }

    private static SampleSource source(List<TrainingSample> samples) {
        return action -> {
            for (TrainingSample sample : samples) action.accept(sample);
        };
    }

    private static TrainingSample sample(int... ids) {
        return TrainingSample.of("s", ids, List.of(new Span(0, ids.length)));
    }

    private static String hex(Path file) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(file));
    }
}
