package io.entropylong.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server of S3's protocol for tests in a child JVM, on the loopback address; it forgets everything when it stops. */
public final class EmbeddedObjectStore implements AutoCloseable {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final ServerProcess process;
    private final URI endpoint;

    private EmbeddedObjectStore(ServerProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param home project folder, see {@link ServerHome#find()}
     * @param work for its files and its log; made when missing
     * @throws ServerStartException when the server dies or is not ready in 90 s
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static EmbeddedObjectStore start(Path home, Path work) {
        Path data = work.toAbsolutePath().normalize();
        int port;
        try {
            port = PortPair.of(Files.createDirectories(data)).client();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + data, e);
        }
        ServerProcess process = ServerProcess.start(
                "object-store",
                ServerHome.classPath(home, "object-store"),
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + data,
                        "-Dserver.port=0",
                        "-Dcom.adobe.testing.s3mock.http-port=" + port),
                "org.springframework.boot.loader.launch.JarLauncher",
                data,
                List.of());
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        try (HttpClient client = HttpClient.newHttpClient()) {
            process.awaitReady(() -> answers(client, endpoint));
        }
        return new EmbeddedObjectStore(process, endpoint);
    }

    /** Where S3's protocol is spoken; buckets stand in the path. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean answers(HttpClient client, URI endpoint) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint).timeout(PROBE_LIMIT).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
