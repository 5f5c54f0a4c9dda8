package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aMissingCorpusIsNamedAndFails() {
        Path missing = folder.resolve("missing.jsonl");

        assertThatThrownBy(() -> CorpusFiles.of(List.of(missing)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(missing.toString());
        assertThat(EntropyLong.execute("run", "--corpus", missing.toString(), "--out", folder.toString()))
                .isEqualTo(1);
    }

    @Test
    void aFileOfUnknownKindIsRefusedWithWhatIsWanted() throws IOException {
        Path file = Files.writeString(folder.resolve("corpus.csv"), "a,b");

        assertThatThrownBy(() -> CorpusFiles.of(List.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(".jsonl");
    }

    @Test
    void anOutputThatHoldsADatasetIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{}");
        MainJob job = new MainJob(List.of(), 512, Map.of(), folder, folder.resolve(".work"), false);

        assertThatThrownBy(job::checkOutput)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("already holds a dataset");
    }

    @Test
    void aModelThatIsNoneIsNamedBeforeAnythingIsStarted() throws IOException {
        Path model = Files.writeString(folder.resolve("model.gguf"), "not a model");

        assertThatThrownBy(() -> LocalModel.require(model))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("model.gguf")
                .hasMessageContaining("not a GGUF file");
        assertThatThrownBy(() -> LocalModel.require(folder.resolve("missing.gguf")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aFullDiskIsNamedWithWhatIsLeft() throws IOException {
        DiskSpace.require(folder, 1);
        assertThatThrownBy(() -> DiskSpace.require(folder, Long.MAX_VALUE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("is full");
    }

    @Test
    void twoFoldersOfOneNameAreTwoFilesOfTheCorpus() throws IOException {
        Path one = Files.createDirectories(folder.resolve("a/texts"));
        Path other = Files.createDirectories(folder.resolve("b/texts"));

        assertThat(CorpusFiles.of(List.of(one, other)))
                .extracting(CorpusFile::name)
                .containsExactly("texts.jsonl", "2-texts.jsonl");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertThat(EntropyLong.execute("run")).isEqualTo(2);
        assertThat(EntropyLong.execute("demo", "--no-such-option")).isEqualTo(2);
    }
}
