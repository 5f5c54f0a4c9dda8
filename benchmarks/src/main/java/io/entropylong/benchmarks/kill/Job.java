package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A corpus and a run over the REST interfaces; a service that is away is asked again. */
final class Job {
    static final String RUN = "killed";
    private static final String CORPUS = "sources";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long PAUSE_MILLIS = 500;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper json = JsonMapper.shared();
    private final Suite suite;

    Job(Suite suite) {
        this.suite = suite;
    }

    /**
     * @param jsonl the documents
     * @param settings of the run, under the names of the runs API
     */
    void start(Path jsonl, int passageTokens, Map<String, Object> settings) throws IOException, InterruptedException {
        post(suite::corpora, "/v1/corpora", Map.of("name", CORPUS, "passageTokens", passageTokens));
        HttpRequest.BodyPublisher documents = HttpRequest.BodyPublishers.ofFile(jsonl);
        send(
                suite::corpora,
                "/v1/corpora/" + CORPUS + "/files/corpus.jsonl",
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-ndjson")
                        .PUT(documents));
        post(suite::corpora, "/v1/corpora/" + CORPUS + ":seal", Map.of());
        while (!get(suite::corpora, "/v1/corpora/" + CORPUS)
                .path("state")
                .asString("")
                .equals("SEALED")) {
            Thread.sleep(PAUSE_MILLIS);
        }
        post(suite::runs, "/v1/runs", Map.of("run", RUN, "corpus", CORPUS, "settings", settings));
    }

    /** COMPLETED, FAILED or something else while it goes on. */
    String state() throws IOException, InterruptedException {
        return get(suite::runs, "/v1/runs/" + RUN).path("state").asString("");
    }

    private JsonNode get(Supplier<URI> service, String path) throws IOException, InterruptedException {
        return send(service, path, HttpRequest.newBuilder().GET());
    }

    private void post(Supplier<URI> service, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        send(
                service,
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    private JsonNode send(Supplier<URI> service, String path, HttpRequest.Builder builder)
            throws IOException, InterruptedException {
        builder.timeout(PATIENCE);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            HttpRequest request = builder.uri(service.get().resolve(path)).build();
            String problem;
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() < 300) {
                    return response.body().length == 0 ? json.createObjectNode() : json.readTree(response.body());
                }
                problem = response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8);
            } catch (IOException away) {
                problem = String.valueOf(away);
            }
            if (System.nanoTime() > until) {
                throw new IOException(request.method() + " " + request.uri() + ": " + problem);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
