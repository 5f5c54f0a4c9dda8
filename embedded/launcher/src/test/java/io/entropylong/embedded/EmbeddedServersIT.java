package io.entropylong.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real broker and the real search node, as children of this JVM. */
@Timeout(300)
class EmbeddedServersIT {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @TempDir
    Path data = Path.of("");

    @Test
    void theBrokerKeepsItsPortOverARestart() {
        String first;
        try (EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), data)) {
            first = broker.bootstrapServers();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), data)) {
            assertThat(broker.bootstrapServers()).isEqualTo(first).startsWith("127.0.0.1:");
        }
    }

    @Test
    void theSearchNodeAnswersNearestNeighbourQueriesAlsoAfterARestart() throws IOException, InterruptedException {
        try (EmbeddedSearchNode node = EmbeddedSearchNode.start(ServerHome.find(), data)) {
            send(node.uri(), "PUT", "/places", """
                    {"settings": {"index.knn": true}, "mappings": {"properties": {"v": {"type": "knn_vector",
                     "dimension": 2, "method": {"name": "hnsw", "engine": "lucene", "space_type": "l2"}}}}}""");
            send(node.uri(), "PUT", "/places/_doc/near?refresh=true", "{\"v\": [1, 1]}");
            send(node.uri(), "PUT", "/places/_doc/far?refresh=true", "{\"v\": [9, 9]}");
            assertThat(nearest(node.uri())).contains("\"near\"").doesNotContain("\"far\"");
        }
        try (EmbeddedSearchNode node = EmbeddedSearchNode.start(ServerHome.find(), data)) {
            assertThat(nearest(node.uri())).contains("\"near\"").doesNotContain("\"far\"");
        }
    }

    @Test
    void aKilledChildIsGone() {
        EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), data);
        long pid = broker.pid();

        broker.kill();

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    private String nearest(URI node) throws IOException, InterruptedException {
        return send(
                node,
                "POST",
                "/places/_search",
                "{\"size\": 1, \"query\": {\"knn\": {\"v\": {\"vector\": [0, 0], \"k\": 1}}}}");
    }

    private String send(URI node, String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        return response.body();
    }
}
