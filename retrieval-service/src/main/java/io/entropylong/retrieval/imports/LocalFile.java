package io.entropylong.retrieval.imports;

import io.entropylong.retrieval.corpus.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file of a folder.
 *
 * @param name in the corpus: its path below the root, with {@code ~} for {@code /}
 * @param path where it lies; no link
 * @param kind what it holds
 */
record LocalFile(String name, Path path, FileKind kind) implements ImportedFile {
    static LocalFile of(Path root, Path path, FileKind kind) {
        return new LocalFile(root.relativize(path).toString().replace('\\', '/').replace('/', '~'), path, kind);
    }

    @Override
    public Long length() throws IOException {
        return Files.size(path);
    }

    @Override
    public String key() throws IOException {
        return "import:" + length() + ":" + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens it, unless it has become a link. */
    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }
}
