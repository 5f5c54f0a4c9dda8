package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A window of 16,384 tokens with scaled rotary angles, against float64: src/test/python/long_window.py. */
class LongWindowTest {
    private static final Path REFERENCE = Path.of("src", "test", "resources", "long-window.json");
    private static final int VOCABULARY = 128;

    @TempDir
    Path work = Path.of("");

    /**
     * @param tokens of the sequence
     * @param indices that are scored
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reference(int tokens, int[] indices, double[] entropies, double[] surprisals) {}

    @Test
    void tokensFarIntoALongWindowHaveTheScoresOfTheDefinition() throws IOException {
        Reference reference = JsonMapper.shared().readValue(Files.readString(REFERENCE), Reference.class);
        Path folder = TinyModels.folder("llama3", work);
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"max_position_embeddings\": 256", "\"max_position_embeddings\": 16384"));

        try (LanguageModel model =
                LanguageModel.open(folder, new ModelOptions(work.resolve("cache"), Precision.CPU_FP32, 1))) {
            assertThat(model.description().contextWindow()).isEqualTo(16384);
            Scores scores = model.score(generated(reference.tokens()), reference.indices());

            for (int i = 0; i < reference.indices().length; i++) {
                assertThat((double) scores.entropies()[i])
                        .as("entropy of token %d", reference.indices()[i])
                        .isCloseTo(reference.entropies()[i], within(1e-4));
                assertThat((double) scores.surprisals()[i])
                        .as("surprisal of token %d", reference.indices()[i])
                        .isCloseTo(reference.surprisals()[i], within(1e-4));
            }
        }
    }

    /** The script's generator. */
    private static int[] generated(int count) {
        int[] ids = new int[count];
        long state = 1;
        for (int i = 1; i < count; i++) {
            state = (state * 1103515245 + 12345) % (1L << 31);
            ids[i] = (int) ((state >> 16) % VOCABULARY);
        }
        return ids;
    }
}
