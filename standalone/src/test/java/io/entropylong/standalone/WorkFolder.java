package io.entropylong.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** Folders below {@code target} that stay when a test is over, so that a failure can be looked into. */
final class WorkFolder {
    private WorkFolder() {}

    /** An empty folder; what an earlier test left in it is deleted. */
    static Path empty(String name) throws IOException {
        Path folder = Path.of("target", name).toAbsolutePath();
        FileSystemUtils.deleteRecursively(folder);
        return Files.createDirectories(folder);
    }
}
