package io.entropylong.retrieval.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders that files may be imported from. Nothing outside of them is read, whatever {@code ..} and symbolic links say.
 *
 * @param roots absolute or relative to the working folder; none turns imports off
 */
public record ImportRoots(List<Path> roots) {
    public ImportRoots {
        roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /**
     * @param uri of a file, or of a folder, whose files of a known kind are taken, hidden ones and links left out
     * @return by name
     * @throws InvalidImportException when there is nothing that may be imported; the message says why
     */
    public List<ImportedFile> find(String uri) {
        Path path = path(uri);
        if (roots.isEmpty()) {
            throw new InvalidImportException("imports are off: entropylong.retrieval.import-roots names no folder");
        }
        Path root = roots.stream().filter(path::startsWith).findFirst().orElseThrow(() -> outside(uri));
        try {
            Path real = path.toRealPath();
            Path realRoot = root.toRealPath();
            if (!real.startsWith(realRoot)) throw outside(uri);
            List<ImportedFile> files = Files.isDirectory(real) ? folder(realRoot, real) : file(realRoot, real, uri);
            if (files.isEmpty()) {
                throw new InvalidImportException(uri + " holds no file that ends in " + FileKind.SUPPORTED);
            }
            return files;
        } catch (NoSuchFileException e) {
            throw new InvalidImportException(uri + " is not there");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ImportedFile> file(Path root, Path file, String uri) {
        FileKind kind = FileKind.ofName(file.toString())
                .orElseThrow(() -> new InvalidImportException(
                        "what " + uri + " holds does not follow from its name: let it end in " + FileKind.SUPPORTED));
        return List.of(ImportedFile.of(root, file, kind));
    }

    private static List<ImportedFile> folder(Path root, Path folder) throws IOException {
        // links are not followed, so nothing outside is come across
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .flatMap(path ->
                            FileKind.ofName(path.toString()).map(kind -> ImportedFile.of(root, path, kind)).stream())
                    .sorted()
                    .toList();
        }
    }

    private static Path path(String uri) {
        try {
            URI parsed = URI.create(uri);
            if (!"file".equals(parsed.getScheme())) {
                throw new InvalidImportException(uri + " is no file: URI; others are not supported");
            }
            return Path.of(parsed).normalize();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new InvalidImportException(uri + " is no file: URI with an absolute path: " + e.getMessage());
        }
    }

    private static InvalidImportException outside(String uri) {
        return new InvalidImportException(
                uri + " does not lie in one of the folders of entropylong.retrieval.import-roots");
    }
}
