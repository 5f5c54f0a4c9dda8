package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the four services in a JVM of its own; a new start has the port and the settings of the first. */
final class ServiceProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private final String name;
    private final String mainClass;
    private final Path classPath;
    private final Map<String, String> settings;
    private final Path work;
    private final int port = freePort();
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
        this.mainClass = mainClass;
        this.classPath = classPath;
        this.settings = new LinkedHashMap<>(settings);
        this.work = work;
        this.process = launch();
    }

    /** Starts one more instance of the service, with other settings where they are given. */
    ServiceProcess another(String name, Map<String, String> others) {
        Map<String, String> merged = new LinkedHashMap<>(settings);
        merged.putAll(others);
        return new ServiceProcess(name, mainClass, classPath, merged, work);
    }

    /** Waits until it answers that it is ready. */
    void awaitReady() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri().resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long until = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!ready(client, request)) {
                if (!alive()) throw new IOException(name + " ended; see " + log());
                if (System.nanoTime() > until) throw new IOException(name + " is not ready; see " + log());
                Thread.sleep(500);
            }
        }
    }

    private static boolean ready(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    Path log() {
        return work.resolve(name + ".log");
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-Dai.djl.onnx.disable_alternative=true",
                "-Dentropylong.log=" + log(),
                "-cp",
                classPath.resolve("*").toString(),
                mainClass,
                "--server.address=127.0.0.1",
                "--server.port=" + port));
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
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
