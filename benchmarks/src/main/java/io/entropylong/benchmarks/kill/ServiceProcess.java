package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the four services in a JVM of its own; a new start has the port and the settings of the first. */
final class ServiceProcess {
    private final String name;
    private final List<String> command;
    private final Path log;
    private final int port;
    private Process process;

    /**
     * Starts it.
     *
     * @param name short
     * @param mainClass of the service
     * @param classPath a folder of jars
     * @param settings of the service
     * @param work folder for its log
     */
    ServiceProcess(String name, String mainClass, Path classPath, Map<String, String> settings, Path work) {
        this.name = name;
        this.log = work.resolve(name + ".log");
        this.port = freePort();
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-Dai.djl.onnx.disable_alternative=true",
                "-cp",
                classPath.resolve("*").toString(),
                mainClass,
                "--server.address=127.0.0.1",
                "--server.port=" + port));
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        this.process = launch();
    }

    String name() {
        return name;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    boolean alive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void restart() {
        process = launch();
    }

    /** Sends a signal by name, for instance STOP. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
