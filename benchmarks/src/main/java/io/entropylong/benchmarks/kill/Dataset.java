package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A finished dataset's files.
 *
 * @param folder where they lie
 */
record Dataset(Path folder) {
    /** Files that are not the same in both, or are in one only; empty when the datasets are equal byte for byte. */
    List<String> differences(Dataset other) throws IOException {
        Map<String, Path> mine = files();
        Map<String, Path> theirs = other.files();
        Set<String> names = new HashSet<>(mine.keySet());
        names.addAll(theirs.keySet());
        List<String> different = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            Path one = mine.get(name);
            Path two = theirs.get(name);
            if (one == null || two == null || Files.mismatch(one, two) >= 0) different.add(name);
        }
        return different;
    }

    /** The roots of the provenance in their order, each as often as it stands there. */
    List<String> roots() throws IOException {
        List<String> roots = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("provenance/roots.jsonl"))) {
            roots.add(JsonMapper.shared().readTree(line).path("root").asString());
        }
        return roots;
    }

    private Map<String, Path> files() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), file));
        }
        return files;
    }
}
