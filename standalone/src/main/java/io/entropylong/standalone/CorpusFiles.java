package io.entropylong.standalone;

import io.entropylong.retrieval.corpus.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code --corpus} may name: a file of a kind that a corpus takes, or a folder, zip or jar of text files. */
final class CorpusFiles {
    private CorpusFiles() {}

    /**
     * @return one file to send for each path, in order
     * @throws UserError when a path is not there or is of no known kind
     */
    static List<CorpusFile> of(List<Path> paths) {
        Set<String> names = new HashSet<>();
        List<CorpusFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) throw new UserError("--corpus " + path + ": there is no such file or folder");
            if (!Files.isReadable(path)) throw new UserError("--corpus " + path + ": it cannot be read");
            files.add(of(path, unused(nameOf(path), names)));
        }
        return files;
    }

    private static CorpusFile of(Path path, String name) {
        String lower = nameOf(path).toLowerCase(Locale.ROOT);
        if (Files.isDirectory(path)) {
            return new CorpusFile(
                    name + ".jsonl", path, () -> TextFiles.folder(path).asJsonLines(name + "/"));
        }
        if (FileKind.ofName(lower).isPresent()) return new CorpusFile(name, path, () -> Files.newInputStream(path));
        if (lower.endsWith(".zip") || lower.endsWith(".jar")) {
            return new CorpusFile(
                    name + ".jsonl", path, () -> TextFiles.archive(path).asJsonLines(name + "/"));
        }
        throw new UserError("--corpus " + path + ": a file that ends in " + FileKind.SUPPORTED
                + " is wanted, or a folder, zip or jar of text files");
    }

    private static String nameOf(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "root" : name.toString();
    }

    /** Two folders of the same name are two files of the corpus; the number goes in front, since the end is the kind. */
    private static String unused(String wanted, Set<String> names) {
        String name = wanted;
        for (int number = 2; !names.add(name); number++) name = number + "-" + wanted;
        return name;
    }

    /** What tells one state of the files from another: names, sizes and times, of each file in a folder too. */
    static String fingerprint(List<CorpusFile> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (CorpusFile file : files) {
            Path source = file.source();
            text.append(source.toAbsolutePath().normalize()).append('\n');
            List<Path> parts;
            try (Stream<Path> walk = Files.walk(source)) {
                parts = walk.filter(Files::isRegularFile).sorted().toList();
            }
            for (Path part : parts) {
                text.append(source.relativize(part)).append('|').append(Files.size(part));
                text.append('|').append(Files.getLastModifiedTime(part)).append('\n');
            }
        }
        return text.toString();
    }
}
