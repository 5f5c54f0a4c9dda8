package io.entropylong.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files under test, as they lie in the project folder. */
public final class Project {
    private static final Path ROOT = root();

    private Project() {}

    /** @param path relative to the project folder */
    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** The text of a file of the project. */
    public static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docker").resolve("Dockerfile"))) return folder;
        }
        throw new IllegalStateException("no project folder at or above " + start);
    }
}
