package io.entropylong.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Files of one split, named as Hugging Face names them: {@code train-00000-of-00241.parquet}. */
public final class NumberedParts {
    private NumberedParts() {}

    /**
     * @param number from 0
     * @param parts how many there are
     * @param suffix of the format, with its dot
     */
    public static String name(int number, int parts, String suffix) {
        return String.format(Locale.ROOT, "train-%05d-of-%05d%s", number, parts, suffix);
    }

    /**
     * All files of a folder, in order.
     *
     * @throws DamagedDatasetException when there is none, one is missing, or something else lies among them that a reader
     *     would take for a part
     */
    public static List<Path> in(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) throw new DamagedDatasetException(folder, "folder", "is missing");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(file -> !fileName(file).startsWith(".")).sorted().forEach(files::add);
        }
        if (files.isEmpty()) throw new DamagedDatasetException(folder, "parts", "there is none");
        for (int number = 0; number < files.size(); number++) {
            String expected = name(number, files.size(), suffix);
            if (!fileName(files.get(number)).equals(expected)) {
                throw new DamagedDatasetException(
                        folder, "parts", fileName(files.get(number)) + " stands where " + expected + " should");
            }
        }
        return files;
    }

    private static String fileName(Path file) {
        return Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
    }
}
