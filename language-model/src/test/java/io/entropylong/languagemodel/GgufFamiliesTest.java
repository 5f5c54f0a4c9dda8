package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GGUF files by the gguf package, src/test/python/tiny_gguf.py, against the scores of the models that they hold. */
class GgufFamiliesTest {
    @TempDir
    Path work = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "qwen2", "qwen3", "smollm3", "olmo2", "granite", "phi3"})
    void aFileGivesTheScoresOfTheModelItHolds(String name) throws IOException {
        ReferenceScores reference = ReferenceScores.read(TinyModels.FAMILIES.resolve(name));

        try (LanguageModel model = open(name)) {
            reference.verify(model, 1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "qwen2", "smollm3", "olmo2", "granite", "phi3"})
    void aSpecialTokenThatATextSpellsOutIsCharacters(String name) throws IOException {
        try (LanguageModel model = open(name)) {
            assertThat(model.description().start()).containsExactly(0);

            assertThat(model.tokenize("a<|endoftext|>b")).doesNotContain(0).hasSizeGreaterThan(10);
        }
    }

    @Test
    void aTokenOfTheTextThatIsAddedButNotSpecialStaysOne() throws IOException {
        try (LanguageModel model = open("qwen3")) {
            assertThat(model.tokenize("<think>")).containsExactly(1);
        }
    }

    private LanguageModel open(String name) throws IOException {
        return LanguageModel.open(
                TinyModels.FAMILIES.resolve(name).resolve("model.gguf"),
                new ModelOptions(work.resolve("cache"), Precision.CPU_FP32, 1));
    }
}
