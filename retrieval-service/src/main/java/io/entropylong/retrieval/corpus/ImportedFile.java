package io.entropylong.retrieval.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file of an import root.
 *
 * @param name in the corpus: its path below the root, with {@code ~} for {@code /}
 * @param path where it lies; no link
 * @param kind what it holds
 */
public record ImportedFile(String name, Path path, FileKind kind) implements Comparable<ImportedFile> {
    static ImportedFile of(Path root, Path path, FileKind kind) {
        return new ImportedFile(
                root.relativize(path).toString().replace('\\', '/').replace('/', '~'), path, kind);
    }

    long length() throws IOException {
        return Files.size(path);
    }

    /** Another when the file has changed. */
    String key() throws IOException {
        return "import:" + length() + ":" + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens it, unless it has become a link. */
    InputStream open() throws IOException {
        return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public int compareTo(ImportedFile other) {
        return name.compareTo(other.name);
    }
}
