package io.entropylong.deployment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that is installed beside the project. Where it is missing a test is aborted with the command that installs it; with
 * CI=true in the environment it fails.
 */
public enum Tool {
    HADOLINT("hadolint", "deployment/tools.sh"),
    COMPOSE("docker-compose", "deployment/tools.sh"),
    SCHEMATHESIS("schemathesis", "deployment/tools.sh"),
    PROMTOOL("promtool", "apt-get install prometheus"),
    PROMETHEUS("prometheus", "apt-get install prometheus");

    private final String command;
    private final String installedBy;

    Tool(String command, String installedBy) {
        this.command = command;
        this.installedBy = installedBy;
    }

    /**
     * @param exit the process's exit status
     * @param output what it wrote to standard output and error
     */
    public record Result(int exit, String output) {}

    /** Runs the program in a folder until it ends. */
    public Result run(Path folder, List<String> arguments) {
        return run(folder, Map.of(), arguments);
    }

    /**
     * @param environment variables beside those of this JVM
     */
    public Result run(Path folder, Map<String, String> environment, List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(commandLine(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    /** The program's file and its arguments, for a process that the test itself looks after. */
    public List<String> commandLine(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(require().toString()));
        line.addAll(arguments);
        return line;
    }

    private Path require() {
        Optional<Path> found = find();
        String problem = command + " is missing; install it with: " + installedBy;
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) throw new AssertionError(problem);
        Assumptions.assumeTrue(found.isPresent(), problem);
        return found.orElseThrow();
    }

    private Optional<Path> find() {
        Stream<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(Path::of);
        return Stream.concat(Stream.of(Project.file("deployment/.tools/bin")), path)
                .map(folder -> folder.resolve(command))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
