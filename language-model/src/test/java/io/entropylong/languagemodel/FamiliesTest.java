package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiny random models of every family against float64 scores by transformers: src/test/python/tiny_families.py. */
class FamiliesTest {
    @TempDir
    Path work = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama",
                "llama3",
                "llama-linear",
                "llama-biases",
                "qwen2",
                "qwen2-window",
                "qwen2-yarn",
                "qwen3",
                "mistral",
                "smollm3",
                "olmo2",
                "granite",
                "phi3",
                "phi3-partial"
            })
    void aFolderGivesTheScoresOfTransformers(String name) throws IOException {
        ReferenceScores reference = ReferenceScores.read(TinyModels.FAMILIES.resolve(name));

        try (LanguageModel model = open(TinyModels.folder(name, work))) {
            reference.verify(model, 1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({"llama, 0.1", "qwen3, 0.1", "olmo2, 0.1", "llama-biases, 0.1"})
    void int8StaysNearTheScoresOfTransformers(String name, double mostOnAverage) throws IOException {
        ReferenceScores reference = ReferenceScores.read(TinyModels.FAMILIES.resolve(name));
        int[] all = IntStream.range(1, reference.ids().length).toArray();

        try (LanguageModel model = LanguageModel.open(
                TinyModels.folder(name, work), new ModelOptions(work.resolve("cache"), Precision.CPU_INT8, 1))) {
            float[] entropies = model.score(reference.ids(), all).entropies();

            double error = IntStream.range(0, all.length)
                    .mapToDouble(i -> Math.abs(entropies[i] - reference.entropies()[i]))
                    .average()
                    .orElseThrow();
            assertThat(error).isLessThan(mostOnAverage);
        }
    }

    @Test
    void anotherArchitectureIsRefusedWithThoseThatAreSupported() throws IOException {
        Path folder = with("llama", "\"model_type\": \"llama\"", "\"model_type\": \"mixtral\"");

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll("config.json", "mixtral", "llama, mistral, qwen2, qwen3, smollm3, olmo2");
    }

    @Test
    void aModelWithMoreTensorsThanItsFamilyIsRefused() throws IOException {
        // qwen2 is llama with biases, so this is a llama with tensors that would silently be left out
        Path folder = with("qwen2", "\"model_type\": \"qwen2\"", "\"model_type\": \"llama\"");

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("model.layers.0.self_attn.k_proj.bias");
    }

    @Test
    void aScalingThatDependsOnTheLengthIsRefused() throws IOException {
        Path folder = with("phi3", "\"rope_type\": \"default\"", "\"rope_type\": \"longrope\"");

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll("longrope", "longer sequence");
    }

    @Test
    void aConversionThatFailsLeavesNothingBehind() throws IOException {
        Path folder = with("qwen2", "\"model_type\": \"qwen2\"", "\"model_type\": \"llama\"");

        assertThatThrownBy(() -> open(folder)).isInstanceOf(UnsupportedModelException.class);

        try (Stream<Path> files = Files.list(work.resolve("cache"))) {
            assertThat(files.filter(Files::isDirectory)).isEmpty();
        }
    }

    private Path with(String name, String setting, String other) throws IOException {
        Path folder = TinyModels.folder(name, work);
        Path config = folder.resolve("config.json");
        String changed = Files.readString(config).replace(setting, other);
        assertThat(changed).contains(other);
        Files.writeString(config, changed);
        return folder;
    }

    private LanguageModel open(Path folder) throws IOException {
        return LanguageModel.open(folder, new ModelOptions(work.resolve("cache"), Precision.CPU_FP32, 1));
    }
}
