package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A random model from a Hugging Face folder against a forward pass in plain double precision. */
class LanguageModelTest {
    private final TinyLlama tiny = new TinyLlama(7);
    private final int[] tokens =
            new Random(3).ints(170, 0, TinyLlama.VOCABULARY).toArray();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aFolderOfSafetensorsGivesTheScoresOfItsDefinition() throws IOException {
        double[][] expected = tiny.logProbabilities(tokens);
        int[] all = IntStream.range(1, tokens.length).toArray();

        try (LanguageModel model = open(Precision.CPU_FP32)) {
            Scores scores = model.score(tokens, all);

            for (int t = 1; t < tokens.length; t++) {
                double entropy = 0;
                for (double logP : expected[t - 1]) entropy -= Math.exp(logP) * logP;
                assertThat((double) scores.entropies()[t - 1]).as("H of %d", t).isCloseTo(entropy, within(1e-4));
                assertThat((double) scores.surprisals()[t - 1])
                        .as("surprisal of %d", t)
                        .isCloseTo(-expected[t - 1][tokens[t]], within(1e-4));
            }
        }
    }

    @Test
    void theFirstTokenAloneCanBePredictedFrom() throws IOException {
        double[] expected = tiny.logProbabilities(new int[] {tokens[0]})[0];

        try (LanguageModel model = open(Precision.CPU_FP32)) {
            Scores scores = model.score(tokens, new int[] {1});

            assertThat((double) scores.surprisals()[0]).isCloseTo(-expected[tokens[1]], within(1e-4));
        }
    }

    @Test
    void int8StaysNearTheDefinition() throws IOException {
        double[][] expected = tiny.logProbabilities(tokens);
        int[] all = IntStream.range(1, tokens.length).toArray();

        try (LanguageModel model = open(Precision.CPU_INT8)) {
            float[] surprisals = model.score(tokens, all).surprisals();

            double error = IntStream.range(1, tokens.length)
                    .mapToDouble(t -> Math.abs(surprisals[t - 1] + expected[t - 1][tokens[t]]))
                    .average()
                    .orElseThrow();
            assertThat(error).isLessThan(0.2);
        }
    }

    @Test
    void aSequenceLongerThanTheContextWindowIsRefusedWithBothNumbers() throws IOException {
        try (LanguageModel model = open(Precision.CPU_FP32)) {
            assertThatThrownBy(() -> model.score(new int[TinyLlama.WINDOW + 9], new int[] {TinyLlama.WINDOW + 5}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("200")
                    .hasMessageContaining("205");
        }
    }

    @Test
    void aSecondStartUsesTheConvertedModel() throws IOException {
        open(Precision.CPU_FP32).close();
        Path converted = onlyFolder(folder.resolve("cache"));
        Object before = Files.getLastModifiedTime(converted.resolve("model.onnx"));

        open(Precision.CPU_FP32).close();

        assertThat(Files.getLastModifiedTime(converted.resolve("model.onnx"))).isEqualTo(before);
    }

    private static Path onlyFolder(Path cache) throws IOException {
        try (var files = Files.list(cache)) {
            return files.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private LanguageModel open(Precision precision) throws IOException {
        Path source = Files.createDirectories(folder.resolve("tiny"));
        tiny.write(source);
        return LanguageModel.open(source, new ModelOptions(folder.resolve("cache"), precision, 1));
    }
}
