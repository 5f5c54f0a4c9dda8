package io.entropylong.languagemodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The committed models of tiny_families.py. */
final class TinyModels {
    static final Path FAMILIES = Path.of("src", "test", "resources", "families");

    private TinyModels() {}

    /** A copy of a model's folder, completed by a tokenizer. */
    static Path folder(String name, Path to) throws IOException {
        Path folder = Files.createDirectories(to.resolve(name));
        try (Stream<Path> files = Files.list(FAMILIES.resolve(name))) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".gguf")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"version": "1.0", "added_tokens": [], "pre_tokenizer": {"type": "Whitespace"},
                 "model": {"type": "WordLevel", "vocab": {"?": 0, "one": 1, "two": 2}, "unk_token": "?"}}
                """);
        return folder;
    }
}
