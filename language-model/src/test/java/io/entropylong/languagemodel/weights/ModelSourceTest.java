package io.entropylong.languagemodel.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourceTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aMissingModelIsNamed() {
        refuses(folder.resolve("no.gguf"), "no.gguf");
    }

    @Test
    void aFileThatIsNoGgufIsRefused() throws IOException {
        refuses(Files.writeString(folder.resolve("x.gguf"), "this is a plain text and not a model"), "not a GGUF file");
    }

    @Test
    void aFileThatEndsWithinItsHeaderIsRefused() throws IOException {
        byte[] header = new byte[32];
        header[0] = 'G';
        header[1] = 'G';
        header[2] = 'U';
        header[3] = 'F';
        header[4] = 3;
        header[8] = 9;
        refuses(Files.write(folder.resolve("x.gguf"), header), "ends within its header");
    }

    @Test
    void aFolderOfAnotherArchitectureIsRefusedByName() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"mamba\"}");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");

        refuses(folder, "mamba");
    }

    @Test
    void aFolderWithoutTokenizerIsRefused() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"llama\"}");

        refuses(folder, "tokenizer.json");
    }

    private static void refuses(Path model, String word) {
        assertThatThrownBy(() -> ModelSource.open(model).close())
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining(word);
    }
}
