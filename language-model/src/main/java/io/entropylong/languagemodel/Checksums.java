package io.entropylong.languagemodel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Notes the size and the CRC-32C of a folder's files, and tells later whether they are still the same: a guard against
 * damage, not against forgery. One line a file: name, bytes, checksum in hexadecimal.
 */
final class Checksums {
    private static final String FILE = "checksums.txt";
    private static final int CHUNK = 1 << 20;

    private Checksums() {}

    static void write(Path folder, List<String> files) throws IOException {
        Files.writeString(folder.resolve(FILE), lines(folder, files));
    }

    /** What is wrong with the files; empty when they are as they were. */
    static Optional<String> damage(Path folder, List<String> files) throws IOException {
        Path noted = folder.resolve(FILE);
        if (!Files.isRegularFile(noted)) return Optional.of(FILE + " is missing");
        for (String file : files) {
            if (!Files.isRegularFile(folder.resolve(file))) return Optional.of(file + " is missing");
        }
        String expected = Files.readString(noted);
        String found = lines(folder, files);
        if (found.equals(expected)) return Optional.empty();
        return Optional.of("noted were [" + expected.strip() + "], found are [" + found.strip() + "]");
    }

    private static String lines(Path folder, List<String> files) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String file : files) {
            Path path = folder.resolve(file);
            lines.append("%s %d %08x\n".formatted(file, Files.size(path), checksum(path)));
        }
        return lines.toString();
    }

    private static long checksum(Path path) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        try (FileChannel channel = FileChannel.open(path)) {
            while (channel.read(chunk.clear()) >= 0) checksum.update(chunk.flip());
        }
        return checksum.getValue();
    }
}
