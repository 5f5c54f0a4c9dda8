package io.entropylong.retrieval.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.entropylong.retrieval.corpus.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
    @TempDir
    Path folder = Path.of("");

    private Path root = Path.of("");
    private ImportSources roots = new ImportSources(List.of());

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("deep"));
        Files.writeString(root.resolve("deep/b.jsonl.gz"), "");
        Files.writeString(root.resolve("a.txt"), "");
        Files.writeString(root.resolve("notes.doc"), "");
        Files.writeString(root.resolve(".hidden.txt"), "");
        Files.writeString(folder.resolve("secret.txt"), "");
        roots = new ImportSources(List.of(new FolderSource(List.of(root))));
    }

    @Test
    void aFolderGivesItsFilesOfAKnownKindByTheirPathsBelowTheRoot() {
        assertThat(roots.find(root.toUri().toString()))
                .extracting(ImportedFile::name)
                .containsExactly("a.txt", "deep~b.jsonl.gz");
        assertThat(roots.find(root.resolve("deep/b.jsonl.gz").toUri().toString()))
                .extracting(ImportedFile::name, ImportedFile::kind)
                .containsExactly(tuple("deep~b.jsonl.gz", FileKind.JSONL));
    }

    @Test
    void nothingOutsideTheRootsIsRead() throws IOException {
        Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("way"), folder);

        for (String uri : List.of(
                folder.resolve("secret.txt").toUri().toString(),
                root.toUri() + "../secret.txt",
                root.toUri() + "%2e%2e/secret.txt",
                root.toUri() + "link.txt",
                root.toUri() + "way/secret.txt",
                "file:///etc/passwd")) {
            assertThatThrownBy(() -> roots.find(uri))
                    .isInstanceOf(InvalidImportException.class)
                    .hasMessageContaining("does not lie in one of the places");
        }
        assertThat(roots.find(root.toUri().toString()))
                .extracting(ImportedFile::name)
                .containsExactly("a.txt", "deep~b.jsonl.gz");
    }

    @Test
    void aFileThatBecomesALinkIsNotOpened() throws IOException {
        ImportedFile file = roots.find(root.resolve("a.txt").toUri().toString()).getFirst();
        Files.delete(root.resolve("a.txt"));
        Files.createSymbolicLink(root.resolve("a.txt"), folder.resolve("secret.txt"));

        assertThatThrownBy(file::open).isInstanceOf(IOException.class);
    }

    @Test
    void whatCannotBeImportedIsToldWhy() {
        assertThatThrownBy(() -> roots.find(root.toUri() + "none.txt")).hasMessageContaining("is not there");
        assertThatThrownBy(() -> roots.find(root.toUri() + "notes.doc")).hasMessageContaining(".parquet");
        assertThatThrownBy(() -> roots.find("https://example.org/a.txt")).hasMessageContaining("one of the places");
        assertThatThrownBy(() -> roots.find("file://host/a.txt")).hasMessageContaining("no file: URI");
        assertThatThrownBy(() -> roots.find("no uri")).hasMessageContaining("is no URI");
        assertThatThrownBy(() -> roots.find("a.txt")).hasMessageContaining("no file:, s3: or https: URI");
        assertThatThrownBy(() -> new ImportSources(List.of()).find(root.toUri().toString()))
                .hasMessageContaining("imports are off");
    }
}
