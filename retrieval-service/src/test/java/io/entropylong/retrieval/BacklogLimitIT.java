package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.binding.BindingsLifecycleController.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** More documents than may wait, while the indexing stands still and after it goes on; against a real broker and search node. */
class BacklogLimitIT {
    private static final int MOST = 20;

    @TempDir
    static Path work;

    private static RetrievalFixture fixture;
    private static Path imported;

    @BeforeAll
    static void start() throws Exception {
        imported = Files.createDirectories(work.resolve("imported"));
        fixture = RetrievalFixture.start(
                Files.createDirectories(work.resolve("suite")),
                "--entropylong.retrieval.max-waiting-documents=" + MOST,
                "--entropylong.retrieval.import-roots=" + imported);
    }

    @AfterAll
    static void stop() {
        if (fixture != null) fixture.close();
    }

    @Test
    void aFileIsRefusedWithTheTimeToComeBackWhileTooManyDocumentsWaitAndTakenAfterwards() throws Exception {
        fixture.post("/v1/corpora", "{\"name\":\"busy\"}");
        indexing(State.STOPPED);
        fixture.upload("busy", "first.jsonl", documents("first", MOST + 5));
        await().atMost(RetrievalFixture.PATIENCE)
                .until(() -> fixture.put("busy", "empty.jsonl", new byte[0]).statusCode() == 429);

        HttpResponse<String> refused = fixture.put("busy", "second.jsonl", documents("second", 1));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(10);
        JsonNode problem = JsonMapper.shared().readTree(refused.body());
        assertThat(problem.path("detail").asString())
                .matches("\\d+ documents wait to be indexed, another file is taken when there are at most 20");
        assertThat(problem.path("status").asInt()).isEqualTo(429);
        assertThat(bodyOpenedForRefusal()).isFalse();

        Files.write(imported.resolve("import.jsonl"), documents("import", 3));
        assertThat(fixture.post(
                                "/v1/corpora/busy/imports",
                                "{\"uri\":\"" + imported.resolve("import.jsonl").toUri() + "\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(fixture.get("/v1/corpora/busy/files/import.jsonl")
                        .path("status")
                        .asInt())
                .as("it waits")
                .isEqualTo(404);

        indexing(State.STARTED);

        await().atMost(RetrievalFixture.PATIENCE)
                .until(() -> fixture.put("busy", "second.jsonl", documents("second", 1))
                                .statusCode()
                        == 201);
        await().atMost(RetrievalFixture.PATIENCE)
                .until(() -> fixture.get("/v1/corpora/busy").path("documents").asInt() == MOST + 5 + 1 + 3);
    }

    /** Whether a client that asks first if its file is wanted opens the file. */
    private static boolean bodyOpenedForRefusal() throws Exception {
        AtomicBoolean opened = new AtomicBoolean();
        HttpRequest request = HttpRequest.newBuilder(fixture.uri("/v1/corpora/busy/files/large.jsonl"))
                .expectContinue(true)
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> {
                    opened.set(true);
                    return new ByteArrayInputStream(documents("large", 1));
                }))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(429);
        }
        return opened.get();
    }

    private static void indexing(State state) {
        fixture.bean(BindingsLifecycleController.class).changeState("index-in-0", state);
    }

    private static byte[] documents(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"%s-%d\",\"text\":\"A story of %s, number %d.\"}".formatted(name, i, name, i))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
