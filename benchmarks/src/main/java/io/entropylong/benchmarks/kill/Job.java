package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
    private final URI corpora;
    private final URI runs;

    /**
     * @param corpora base of the retrieval service
     * @param runs base of the assembler service
     */
    Job(URI corpora, URI runs) {
        this.corpora = corpora;
        this.runs = runs;
    }

    /**
     * @param jsonl the documents
     * @param settings of the run, under the names of the runs API
     */
    void start(Path jsonl, int passageTokens, Map<String, Object> settings) throws IOException, InterruptedException {
        post(corpora.resolve("/v1/corpora"), Map.of("name", CORPUS, "passageTokens", passageTokens));
        URI file = corpora.resolve("/v1/corpora/" + CORPUS + "/files/corpus.jsonl");
        send(HttpRequest.newBuilder(file)
                .header("Content-Type", "application/x-ndjson")
                .PUT(HttpRequest.BodyPublishers.ofFile(jsonl)));
        post(corpora.resolve("/v1/corpora/" + CORPUS + ":seal"), Map.of());
        while (!get(corpora.resolve("/v1/corpora/" + CORPUS))
                .path("state")
                .asString("")
                .equalsIgnoreCase("sealed")) {
            Thread.sleep(PAUSE_MILLIS);
        }
        post(runs.resolve("/v1/runs"), Map.of("run", RUN, "corpus", CORPUS, "settings", settings));
    }

    /** COMPLETED, FAILED or something else while it goes on. */
    String state() throws IOException, InterruptedException {
        return get(runs.resolve("/v1/runs/" + RUN)).path("state").asString("");
    }

    private JsonNode get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    private void post(URI uri, Map<String, Object> body) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.timeout(PATIENCE).build();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String problem;
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() < 300) {
                    return response.body().length == 0 ? json.createObjectNode() : json.readTree(response.body());
                }
                problem = response.statusCode() + " "
                        + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
            } catch (IOException away) {
                problem = String.valueOf(away);
            }
            if (System.nanoTime() > until)
                throw new IOException(request.method() + " " + request.uri() + ": " + problem);
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
