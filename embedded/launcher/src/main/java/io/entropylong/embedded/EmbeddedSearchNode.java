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
import java.util.Optional;

/** An OpenSearch node with the k-NN plugin in a child JVM, on the loopback address, its data and log in one folder. */
public final class EmbeddedSearchNode implements AutoCloseable {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final ServerProcess process;
    private final URI uri;

    private EmbeddedSearchNode(ServerProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts a node and waits until all its indexes answer. Data and ports of an earlier start in the same folder are
     * kept.
     *
     * @param home project folder, see {@link ServerHome#find()}
     * @param dataDir folder of this node's data, ports and log; made when missing
     * @throws ServerStartException when the node dies or is not ready in 90 s
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static EmbeddedSearchNode start(Path home, Path dataDir) {
        Path data = dataDir.toAbsolutePath().normalize();
        PortPair ports;
        try {
            ports = PortPair.of(Files.createDirectories(data));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + data, e);
        }
        ServerProcess process = ServerProcess.start(
                "search-node",
                ServerHome.classPath(home, "search-node"),
                List.of("-Xmx1g", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
                "io.entropylong.embedded.search.SearchNodeMain",
                data,
                List.of(data.toString(), Integer.toString(ports.client()), Integer.toString(ports.internal())));
        URI uri = URI.create("http://127.0.0.1:" + ports.client());
        try (HttpClient client = HttpClient.newHttpClient()) {
            process.awaitReady(() -> isHealthy(client, uri));
        }
        return new EmbeddedSearchNode(process, uri);
    }

    /** Root of the node's REST interface, without a trailing slash. */
    public URI uri() {
        return uri;
    }

    /** What happened if it ended by itself, with the end of its log; empty while it runs. */
    public Optional<String> death() {
        return process.death();
    }

    /** The node's process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends the node at once, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Stops the node in an orderly way. */
    @Override
    public void close() {
        process.close();
    }

    private static boolean isHealthy(HttpClient client, URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/_cluster/health?wait_for_status=yellow&timeout=2s"))
                .timeout(PROBE_LIMIT)
                .build();
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
