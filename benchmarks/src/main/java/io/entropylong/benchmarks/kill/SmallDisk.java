package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system in memory with little room, so that it can be filled.
 *
 * @param folder where it is mounted
 * @param mounted whether it is; an ordinary folder cannot be filled
 */
record SmallDisk(Path folder, boolean mounted) implements AutoCloseable {
    /** As the operating system says it of a write. */
    static final String FULL = "No space left on device";

    private static final String SIZE = "64m";

    /** Mounts it where this user may; elsewhere the folder is an ordinary one, and why stands on standard error. */
    static SmallDisk mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new SmallDisk(folder, run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()));
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            byte[] block = new byte[4096];
            while (true) out.write(block);
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains(FULL)) throw e;
        }
    }

    /** Gives the room back. */
    void clear() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        // lazily: a process that was killed a moment ago may still hold a file
        if (mounted && !run("umount", "-l", folder.toString())) throw new IOException("cannot unmount " + folder);
    }

    private static boolean run(String... command) throws IOException {
        try {
            return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
