package io.entropylong.assembler.upload;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Adobe's S3Mock as a process of its own, on a free port. */
final class S3Mock implements AutoCloseable {
    private static final Path PROGRAM = Path.of("target", "s3mock", "s3mock-exec.jar");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final URI endpoint;

    private S3Mock(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * @param work for its files and its log
     */
    static S3Mock start(Path work) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + work,
                        "-Dserver.port=0",
                        "-Dcom.adobe.testing.s3mock.http-port=" + port,
                        "-jar",
                        PROGRAM.toAbsolutePath().toString())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("s3mock.log").toFile())
                .start();
        S3Mock server = new S3Mock(process, URI.create("http://127.0.0.1:" + port));
        await().atMost(START_LIMIT).pollInterval(Duration.ofMillis(200)).until(server::answers);
        return server;
    }

    URI endpoint() {
        return endpoint;
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) throw new IllegalStateException("S3Mock ended with " + process.exitValue());
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(endpoint).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
