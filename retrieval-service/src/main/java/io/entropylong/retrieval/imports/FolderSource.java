package io.entropylong.retrieval.imports;

import io.entropylong.retrieval.corpus.FileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders that files may be imported from. Nothing outside of them is read, whatever {@code ..} and symbolic links say.
 *
 * @param roots absolute or relative to the working folder
 */
public record FolderSource(List<Path> roots) implements ImportSource {
    public FolderSource {
        roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    @Override
    public boolean reads(String scheme) {
        return scheme.equals("file");
    }

    /** Of a folder, files of a known kind are taken, hidden ones and links left out. */
    @Override
    public List<ImportedFile> find(URI uri) {
        Path path = path(uri);
        Path root = roots.stream().filter(path::startsWith).findFirst().orElseThrow(() -> ImportSources.outside(uri));
        try {
            Path real = path.toRealPath();
            Path realRoot = root.toRealPath();
            if (!real.startsWith(realRoot)) throw ImportSources.outside(uri);
            if (!Files.isDirectory(real)) {
                FileKind kind = FileKind.ofName(real.toString()).orElseThrow(() -> ImportSources.ofNoKind(uri));
                return List.of(LocalFile.of(realRoot, real, kind));
            }
            List<ImportedFile> files = folder(realRoot, real);
            if (files.isEmpty()) throw ImportSources.empty(uri);
            return files;
        } catch (NoSuchFileException e) {
            throw new InvalidImportException(uri + " is not there");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ImportedFile> folder(Path root, Path folder) throws IOException {
        // links are not followed, so nothing outside is come across
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .flatMap(path ->
                            FileKind.ofName(path.toString()).map(kind -> LocalFile.of(root, path, kind)).stream())
                    .sorted(Comparator.comparing(LocalFile::name))
                    .<ImportedFile>map(file -> file)
                    .toList();
        }
    }

    private static Path path(URI uri) {
        try {
            return Path.of(uri).normalize();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new InvalidImportException(uri + " is no file: URI with an absolute path: " + e.getMessage());
        }
    }
}
