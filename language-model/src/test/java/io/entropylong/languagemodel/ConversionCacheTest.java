package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.languagemodel.ConvertedModel.Origin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionCacheTest {
    private static final Path MODEL = TinyModels.FAMILIES.resolve("llama3").resolve("model.gguf");

    @TempDir
    Path work = Path.of("");

    /** Started as a process of its own: converts and prints how the model came about. */
    public static void main(String[] arguments) throws IOException {
        ConvertedModel model =
                new ConversionCache(Path.of(arguments[0])).get(Path.of(arguments[1]), Precision.CPU_FP32);
        System.out.println(model.origin());
    }

    @Test
    void ofThreadsThatStartTogetherOneConverts() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<Origin>> starts = IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(() -> get().origin()))
                    .toList();

            List<Origin> origins = new ArrayList<>();
            for (Future<Origin> start : starts) origins.add(start.get());
            assertThat(origins).containsOnlyOnce(Origin.CONVERTED).doesNotContain(Origin.REPAIRED);
        }
        assertThat(folders()).hasSize(1);
    }

    @Test
    void ofProcessesThatStartTogetherOneConverts() throws Exception {
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ConversionCacheTest.class.getName(),
                            work.toString(),
                            MODEL.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        List<String> origins = new ArrayList<>();
        for (Process start : starts) {
            origins.add(new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            assertThat(start.waitFor()).isZero();
        }

        assertThat(origins).containsExactlyInAnyOrder("CONVERTED", "REUSED", "REUSED");
        assertThat(folders()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "model.onnx.data", "tokenizer.json", "checksums.txt"})
    void anEntryWithAChangedBitIsConvertedAgain(String file) throws IOException {
        Path entry = get().folder();
        byte[] sound = Files.readAllBytes(entry.resolve(file));
        try (RandomAccessFile changed = new RandomAccessFile(entry.resolve(file).toFile(), "rw")) {
            changed.seek(sound.length / 2);
            changed.write(sound[sound.length / 2] ^ 1);
        }

        assertThat(get().origin()).isEqualTo(Origin.REPAIRED);
        assertThat(entry.resolve(file)).hasBinaryContent(sound);
        assertThat(get().origin()).isEqualTo(Origin.REUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "model.onnx.data", "tokenizer.json", "checksums.txt"})
    void anEntryWithoutAFileIsConvertedAgain(String file) throws IOException {
        Path entry = get().folder();
        Files.delete(entry.resolve(file));

        assertThat(get().origin()).isEqualTo(Origin.REPAIRED);
        assertThat(entry.resolve(file)).exists();
    }

    @Test
    void whatAKilledConversionLeftIsInNobodysWay() throws IOException {
        Path entry = get().folder();
        Path left = Files.createDirectory(entry.resolveSibling(entry.getFileName() + ".tmp"));
        Files.writeString(left.resolve("model.onnx.data"), "half");
        Files.delete(entry.resolve("model.onnx"));

        assertThat(get().origin()).isEqualTo(Origin.REPAIRED);
        assertThat(left).doesNotExist();
    }

    @Test
    void oneChangedByteOfTheModelIsAnotherEntry() throws IOException {
        Path copy = work.resolve("copy.gguf");
        byte[] model = Files.readAllBytes(MODEL);
        model[model.length - 1] ^= 1;
        Files.write(copy, model);

        ConvertedModel other = new ConversionCache(work).get(copy, Precision.CPU_FP32);

        assertThat(other.origin()).isEqualTo(Origin.CONVERTED);
        assertThat(other.folder()).isNotEqualTo(get().folder());
        assertThat(other.folder().getFileName().toString()).startsWith(other.sha256());
    }

    private ConvertedModel get() throws IOException {
        return new ConversionCache(work).get(MODEL, Precision.CPU_FP32);
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(Files::isDirectory).toList();
        }
    }
}
