package io.entropylong.retrieval.search;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The REST interface of an OpenSearch node: JSON in, JSON out. Every request here may be repeated without harm, and is
 * while the node cannot be reached. Thread-safe.
 */
public final class SearchNode {
    /** A search that needs a missing native library never answers, so every request has an end. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final int ATTEMPTS = 5;
    private static final Set<Integer> OVERLOADED = Set.of(429, 502, 503, 504);

    private final URI node;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper mapper = JsonMapper.builder().build();

    /**
     * @param node root of the REST interface, for instance http://127.0.0.1:9200
     */
    public SearchNode(URI node) {
        this.node = node;
    }

    ObjectNode object() {
        return mapper.createObjectNode();
    }

    String json(JsonNode value) {
        return mapper.writeValueAsString(value);
    }

    /**
     * @param path begins with a slash
     * @return the answer, also when it is that nothing is there (404) or that something is (409, or 400 for an index)
     * @throws SearchUnavailableException when the node does not answer after several tries
     * @throws IllegalStateException when it refuses the request
     */
    Answer send(String method, String path, @Nullable JsonNode body) {
        return send(method, path, "application/json", body == null ? null : json(body));
    }

    /** The same for lines of JSON, as {@code _bulk} and {@code _msearch} want them. */
    JsonNode sendLines(String path, String lines) {
        return send("POST", path, "application/x-ndjson", lines).ok(path);
    }

    private Answer send(String method, String path, String type, @Nullable String body) {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(node + path))
                .method(method, publisher)
                .header("Content-Type", type)
                .timeout(TIMEOUT)
                .build();
        String problem = "";
        IOException cause = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (attempt > 0) Thread.sleep(Duration.ofMillis(200L << attempt));
                HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
                if (!OVERLOADED.contains(response.statusCode())) {
                    return new Answer(response.statusCode(), mapper.readTree(response.body()));
                }
                problem = "status " + response.statusCode();
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
                cause = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SearchUnavailableException(method + " " + path + " was interrupted", e);
            }
        }
        throw new SearchUnavailableException(method + " " + node + path + ": " + problem, cause);
    }

    /**
     * @param status of HTTP
     * @param body the answer's JSON
     */
    record Answer(int status, JsonNode body) {
        boolean isMissing() {
            return status == 404;
        }

        /** The body of an answer that must have succeeded. */
        JsonNode ok(String request) {
            if (status / 100 != 2) throw refused(request);
            return body;
        }

        IllegalStateException refused(String request) {
            return new IllegalStateException("the search node refused " + request + " with " + status + ": " + body);
        }
    }
}
