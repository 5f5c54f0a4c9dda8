package io.entropylong.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code --corpus} may name: a .jsonl or .jsonl.gz file, or a folder, zip or jar of text files. */
final class CorpusFiles {
    private CorpusFiles() {}

    /**
     * @return one file to send for each path, in order
     * @throws UserError when a path is not there or is of no known kind
     */
    static List<CorpusFile> of(List<Path> paths) {
        List<CorpusFile> files = new ArrayList<>();
        for (Path path : paths) files.add(of(path));
        return files;
    }

    private static CorpusFile of(Path path) {
        if (!Files.exists(path)) throw new UserError("--corpus " + path + ": there is no such file or folder");
        if (!Files.isReadable(path)) throw new UserError("--corpus " + path + ": it cannot be read");
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (Files.isDirectory(path))
            return new CorpusFile(
                    name + ".jsonl", path, () -> TextFiles.folder(path).asJsonLines());
        if (lower.endsWith(".jsonl") || lower.endsWith(".jsonl.gz")) {
            return new CorpusFile(name, path, () -> Files.newInputStream(path));
        }
        if (lower.endsWith(".zip") || lower.endsWith(".jar")) {
            return new CorpusFile(
                    name + ".jsonl", path, () -> TextFiles.archive(path).asJsonLines());
        }
        throw new UserError(
                "--corpus " + path + ": a .jsonl or .jsonl.gz file, or a folder, zip or jar of text files is wanted");
    }

    /** What tells one state of the files from another: names, sizes and times. */
    static String fingerprint(List<CorpusFile> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (CorpusFile file : files) {
            Path source = file.source();
            text.append(source.toAbsolutePath().normalize()).append('|').append(Files.size(source));
            text.append('|').append(Files.getLastModifiedTime(source)).append('\n');
        }
        return text.toString();
    }
}
