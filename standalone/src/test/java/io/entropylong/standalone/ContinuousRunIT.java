package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sample out of documents that arrive while the run goes on, with the real model, broker and search node. */
class ContinuousRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private Path folder;

    @BeforeEach
    void emptyFolder() throws IOException {
        folder = WorkFolder.empty("continuous");
    }

    @Test
    void documentsThatArriveFillASample() throws Exception {
        Path data = folder.resolve("data");
        Command serve = Command.start(folder.resolve("output.txt"), List.of("serve", "--data-dir", data.toString()));
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> serve.output().contains("\nruns http://")
                            || !serve.process().isAlive());
            Api corpora = new Api(address(serve, "corpora"));
            Api runs = new Api(address(serve, "runs"));
            Path before = lines("common", "before");
            int documents = Files.readAllLines(before).size();
            add("stream", before, data);
            await().atMost(PATIENCE)
                    .until(() ->
                            corpora.get("/v1/corpora/stream").path("documents").asInt() == documents);
            String run = runs.post("/v1/runs", Map.of("corpus", "stream", "settings", settings()))
                    .path("run")
                    .asString();
            await().atMost(PATIENCE).until(() -> !runs.get("/v1/runs/" + run)
                    .at("/progress/documents")
                    .isNull());
            // the same project's other sources, so that there is something to be found
            add("stream", lines("messaging", "after"), data);

            JsonNode ended = await().atMost(PATIENCE)
                    .until(() -> runs.get("/v1/runs/" + run), now -> List.of("COMPLETED", "FAILED")
                            .contains(now.path("state").asString()));
            assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("COMPLETED");
            Path dataset = dataset();
            assertThat(EntropyLong.execute("verify", dataset.toString())).isZero();
            assertThat(Files.readAllLines(dataset.resolve("provenance/roots.jsonl")))
                    .isNotEmpty()
                    .allMatch(root -> root.contains("after/"))
                    .noneMatch(root -> root.contains("before/"));
        } finally {
            serve.interrupt();
        }
        assertThat(serve.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static Map<String, Object> settings() {
        return Map.ofEntries(
                Map.entry("mode", "continuous"),
                Map.entry("epsilon", 0.2),
                Map.entry("topK", 4),
                Map.entry("maxCandidates", 8),
                Map.entry("rootMinTokens", 64),
                Map.entry("rootMaxTokens", 256),
                Map.entry("unitTokens", 1024),
                Map.entry("sampleTokens", 2048),
                Map.entry("maxSamples", 1));
    }

    private void add(String corpus, Path documents, Path data) {
        assertThat(EntropyLong.execute("corpus", "add", corpus, documents.toString(), "--data-dir", data.toString()))
                .isZero();
    }

    /** A module's sources as JSON lines. */
    private Path lines(String module, String name) throws IOException {
        StringBuilder lines = new StringBuilder();
        Path sources = Path.of("..", module, "src", "main", "java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> all = files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            for (Path file : all) {
                Map<String, String> document =
                        Map.of("id", name + "/" + sources.relativize(file), "text", Files.readString(file));
                lines.append(JsonMapper.shared().writeValueAsString(document)).append('\n');
            }
        }
        return Files.writeString(folder.resolve(name + ".jsonl"), lines);
    }

    private Path dataset() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path manifest = files.filter(path -> path.endsWith("manifest.json"))
                    .findFirst()
                    .orElseThrow();
            return Objects.requireNonNull(manifest.getParent());
        }
    }

    private static URI address(Command serve, String name) throws IOException {
        String output = serve.output();
        return URI.create(output.lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output))
                .substring(name.length() + 1));
    }
}
