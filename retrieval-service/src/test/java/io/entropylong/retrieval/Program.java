package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program that is not ours. Where it is missing a test is aborted; with CI=true in the environment it fails. */
enum Program {
    PYTHON("../checks/.venv/bin/python", "checks/setup.sh"),
    KCAT("kcat", "apt-get install kcat");

    private final String command;
    private final String installedBy;

    Program(String command, String installedBy) {
        this.command = command;
        this.installedBy = installedBy;
    }

    /** The program's file. */
    String require() {
        boolean found = isThere();
        String problem = command + " is missing; install it with: " + installedBy;
        if (!found && "true".equals(System.getenv("CI"))) throw new AssertionError(problem);
        Assumptions.assumeTrue(found, problem);
        return command;
    }

    private boolean isThere() {
        if (command.contains("/")) return Files.isExecutable(Path.of(command));
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** Runs a command to its end, which must be a good one. */
    static void run(Path output, Map<String, String> environment, String... line)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(line)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        assertThat(exit)
                .as(() -> {
                    try {
                        return Files.readString(output, StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .isZero();
    }
}
