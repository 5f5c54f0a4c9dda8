package io.entropylong.formats.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import io.entropylong.formats.Compression;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.NumberedParts;
import io.entropylong.formats.Samples;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JsonlFileTest {
    private static final TrainingSample SAMPLE =
            TrainingSample.of("r-0", new int[] {128_000, 1, 2, 3, 4}, List.of(new Span(0, 2), new Span(2, 5)));
    private static final String LINE =
            "{\"id\":\"r-0\",\"input_ids\":[128000,1,2,3,4],\"length\":5,\"indices\":[[0,2],[2,5]]}\n";

    @TempDir
    private Path folder;

    @Test
    void sampleIsALineWithItsKeysInOrder() throws IOException {
        Path plain = folder.resolve(NumberedParts.name(0, 1, ".jsonl"));
        JsonlFile.write(plain, List.of(SAMPLE, SAMPLE), Compression.NONE);

        assertThat(plain.getFileName()).hasToString("train-00000-of-00001.jsonl");
        assertThat(Files.readString(plain)).isEqualTo(LINE + LINE);
    }

    @Test
    void maskIsTheLastKeyAndIsReadBack() throws Exception {
        Path plain = part(0, 1, Compression.NONE);
        TrainingSample masked = SAMPLE.trainedOn(List.of(new Span(2, 4)));
        write(0, 1, List.of(masked), Compression.NONE);

        assertThat(Files.readString(plain)).isEqualTo(LINE.replace("}", ",\"mask\":[0,0,1,1,0]}"));
        assertThat(Samples.read(JsonlSamples.open(folder, Compression.NONE))).containsExactly(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0,1]       | mask has 2 values for 5 tokens",
                "[0,0,1,2,0] | mask holds 2",
                "true        | line 1",
            })
    void maskThatIsNoneIsRefused(String mask, String problem) throws Exception {
        Files.writeString(part(0, 1, Compression.NONE), LINE.replace("}", ",\"mask\":" + mask + "}"));

        assertRefused(Compression.NONE, problem);
    }

    @Test
    void zstdHoldsTheSameText() throws IOException {
        Path zstd = folder.resolve("x");
        JsonlFile.write(zstd, List.of(SAMPLE, SAMPLE), Compression.ZSTD);

        try (ZstdInputStream in = new ZstdInputStream(Files.newInputStream(zstd))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(LINE + LINE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBackAndTheSameBytesAgain(Compression compression) throws Exception {
        List<TrainingSample> samples = Samples.drawn(30, 5);
        for (int part = 0; part < 3; part++) write(part, 3, samples.subList(10 * part, 10 * part + 10), compression);
        byte[] first = Files.readAllBytes(part(0, 3, compression));
        write(0, 3, samples.subList(0, 10), compression);

        assertThat(part(0, 3, compression)).hasBinaryContent(first);
        assertThat(Samples.read(JsonlSamples.open(folder, compression))).isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[[0,2],[2,5]]` | `[[0,2],[3,5]]` | indices: gap between token 2",
                "`[[0,2],[2,5]]` | `[[0,2],[1,5]]` | indices: overlap",
                "`[[0,2],[2,5]]` | `[[0,1],[1,5]]` | indices: span [0, 1) has fewer than 2 tokens",
                "`[[0,2],[2,5]]` | `[[0,2],[2,6]]` | indices: spans end at 6",
                "`[[0,2],[2,5]]` | `[0,5]`         | line 2",
                "`\"length\":5`  | `\"length\":4`  | length is not the number of input_ids, 5",
                "`\"length\":5,` | ``              | line 2",
                "`\"length\":5`  | `\"length\":5,\"more\":1` | line 2",
                "`,1,2`          | `,-1,2`         | input_ids holds -1",
                "`,1,2`          | `,1.5,2`        | line 2",
                "`}`             | ``              | line 2",
                "`\"id\":\"r-0\",` | ``            | lacks id"
            })
    void damagedLineIsRefusedByItsNumber(String good, String bad, String problem) throws Exception {
        write(0, 1, List.of(SAMPLE), Compression.NONE);
        String damaged = LINE.replace(good, bad == null ? "" : bad);
        assertThat(damaged).isNotEqualTo(LINE);
        Files.writeString(part(0, 1, Compression.NONE), LINE + damaged);

        assertRefused(Compression.NONE, "line 2");
        assertRefused(Compression.NONE, problem);
    }

    @Test
    void cutOffZstdIsRefused() throws IOException {
        write(0, 1, Samples.drawn(5, 1), Compression.ZSTD);
        Path file = part(0, 1, Compression.ZSTD);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertRefused(Compression.ZSTD, "is no text or no zstd");
    }

    @Test
    void partThatIsMissingOrTooManyIsRefused() throws IOException {
        for (int part = 0; part < 3; part++) write(part, 3, List.of(SAMPLE), Compression.NONE);
        Files.writeString(folder.resolve("train-more.jsonl"), LINE);
        assertRefused(Compression.NONE, "train-00000-of-00003.jsonl stands where train-00000-of-00004.jsonl should");
        Files.delete(folder.resolve("train-more.jsonl"));
        Files.delete(part(1, 3, Compression.NONE));
        assertRefused(Compression.NONE, "parts: train-00000-of-00003.jsonl stands where train-00000-of-00002.jsonl");
        assertRefused(Compression.ZSTD, "parts");
        for (int part : new int[] {0, 2}) Files.delete(part(part, 3, Compression.NONE));
        assertRefused(Compression.NONE, "parts: there is none");
    }

    private void write(int part, int parts, List<TrainingSample> samples, Compression compression) throws IOException {
        JsonlFile.write(part(part, parts, compression), samples, compression);
    }

    private Path part(int part, int parts, Compression compression) {
        return folder.resolve(NumberedParts.name(part, parts, JsonlFile.suffix(compression)));
    }

    private void assertRefused(Compression compression, String problem) {
        assertThatThrownBy(() -> Samples.read(JsonlSamples.open(folder, compression)))
                .isInstanceOf(DamagedDatasetException.class)
                .hasMessageContaining(problem);
    }
}
