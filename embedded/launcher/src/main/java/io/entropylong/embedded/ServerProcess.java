package io.entropylong.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child JVM that ends when its standard input does, with its output in a log file. */
final class ServerProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(50);
    private static final int QUOTED_LINES = 20;

    /**
     * Ctrl-C in a terminal goes to the whole process group, but a server has to outlive the clients that this JVM still
     * closes. A signal that is ignored stays so in the program that the shell becomes.
     */
    private static final List<String> DEAF_TO_INTERRUPTS = List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the running JVM's own java with all jars of a folder as its class path.
     *
     * @param name name of the server in messages and of its log file
     * @throws UncheckedIOException when the operating system refuses the process
     */
    static ServerProcess start(
            String name, Path classPath, List<String> jvmOptions, String mainClass, Path dataDir, List<String> args) {
        List<String> command = new ArrayList<>(DEAF_TO_INTERRUPTS);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath.resolve("*").toString());
        command.add(mainClass);
        command.addAll(args);
        Path log = dataDir.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(dataDir.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ServerProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the " + name, e);
        }
    }

    /**
     * Waits until the probe holds. A server that dies or is not ready in time is ended.
     *
     * @throws ServerStartException when it does not become ready
     */
    void awaitReady(BooleanSupplier probe) {
        long start = System.nanoTime();
        try {
            while (!probe.getAsBoolean()) {
                if (process.waitFor(PROBE_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failure("ended with exit code " + process.exitValue());
                }
                if (System.nanoTime() - start > START_LIMIT.toNanos()) {
                    throw failure("was not ready after " + START_LIMIT.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted while starting");
        } catch (RuntimeException e) {
            kill();
            throw e;
        }
        LOG.info(
                "The {} is ready after {} ms",
                name,
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /** What happened to the server if it ended by itself, with the end of its log. */
    Optional<String> death() {
        if (process.isAlive()) return Optional.empty();
        return Optional.of("The " + name + " ended with exit code " + process.exitValue() + "; its log " + log
                + " ends with:\n" + lastLines());
    }

    long pid() {
        return process.pid();
    }

    /** Asks the server to stop, waits for it, and ends it by force when it takes too long. */
    @Override
    public void close() {
        process.destroy();
        if (!endsWithin(STOP_LIMIT)) {
            LOG.warn("The {} did not stop in {} s and is killed", name, STOP_LIMIT.toSeconds());
            kill();
        }
    }

    /** Ends the server at once, as a crash would. */
    void kill() {
        process.destroyForcibly();
        if (!endsWithin(STOP_LIMIT)) {
            throw new IllegalStateException("The " + name + ", process " + process.pid() + ", does not end");
        }
    }

    private boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return true;
        }
    }

    private ServerStartException failure(String what) {
        return new ServerStartException(
                "The " + name + " " + what + "; its log " + log + " ends with:\n" + lastLines());
    }

    private String lastLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }
}
