package io.entropylong.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small dataset of this project's own sources, asked for over the REST interfaces. */
public final class SmallRun {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String corpora;
    private final String runs;
    private final String key;
    private final String corpus;

    /**
     * @param corpora base of the retrieval service
     * @param runs base of the assembler service
     * @param key that they want; empty where they want none
     */
    public SmallRun(String corpora, String runs, String key) {
        this(corpora, runs, key, "sources");
    }

    /**
     * @param corpus name of the corpus
     */
    public SmallRun(String corpora, String runs, String key, String corpus) {
        this.corpora = corpora + "/v1/corpora";
        this.runs = runs + "/v1/runs";
        this.key = key;
        this.corpus = corpus;
    }

    /** The sources of the module common, and a line that is no document. */
    public void upload() throws IOException, InterruptedException {
        make();
        StringBuilder lines = new StringBuilder();
        for (Map<String, String> document : documents()) {
            lines.append(JSON.writeValueAsString(document)).append('\n');
        }
        send("PUT", corpora + "/" + corpus + "/files/common.jsonl", lines + "not json\n");
    }

    /** Makes the corpus, without a document. */
    public void make() throws IOException, InterruptedException {
        post(corpora, Map.of("name", corpus, "passageTokens", 128));
    }

    /** Waits until all that was uploaded can be searched. */
    public void seal() throws IOException, InterruptedException {
        send("POST", corpora + "/" + corpus + ":seal", "");
        await("the corpus").atMost(Duration.ofMinutes(5)).until(() -> state(corpora + "/" + corpus)
                .equals("SEALED"));
    }

    /** Waits until the corpus holds so many documents. */
    public void awaitDocuments(int count) {
        await("the documents")
                .atMost(Duration.ofMinutes(5))
                .until(() -> send("GET", corpora + "/" + corpus, "")
                                .path("documents")
                                .asInt()
                        == count);
    }

    /** Waits until the dataset is there. */
    public void run(String name) throws IOException, InterruptedException {
        start(name);
        await("the run").atMost(Duration.ofMinutes(10)).until(() -> state(runs + "/" + name)
                .equals("COMPLETED"));
    }

    /** Begins a run. */
    public void start(String name) throws IOException, InterruptedException {
        Map<String, Object> settings = Map.of(
                "topK", 4,
                "maxCandidates", 8,
                "controlPassages", 1,
                "rootMinTokens", 100,
                "rootMaxTokens", 300,
                "sampleTokens", 2048,
                "unitTokens", 1024,
                "rootsInFlight", 4,
                "maxSamples", 2);
        post(runs, Map.of("run", name, "corpus", corpus, "settings", settings));
    }

    /** The sources of the module common, each with its id and text. */
    public static List<Map<String, String>> documents() throws IOException {
        try (Stream<Path> files = Files.walk(Project.file("common/src/main/java"))) {
            List<Map<String, String>> documents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                documents.add(Map.of("id", file.getFileName().toString(), "text", Files.readString(file)));
            }
            return documents;
        }
    }

    private void post(String uri, Object body) throws IOException, InterruptedException {
        send("POST", uri, JSON.writeValueAsString(body));
    }

    private String state(String uri) throws IOException, InterruptedException {
        return send("GET", uri, "").path("state").asString();
    }

    private JsonNode send(String method, String uri, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(1))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!key.isEmpty()) request.header("X-API-Key", key);
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(List.of(200, 201, 202)).as(response.body()).contains(response.statusCode());
        return JSON.readTree(response.body());
    }
}
