package io.entropylong.assembler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.RunRecorded;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterfaceTest {
    private static final Path DOCUMENT = Path.of("../docs/api/assembler.json");

    private final HttpClient http = HttpClient.newHttpClient();
    private WebFixture web;

    @BeforeAll
    void start(@TempDir Path root) throws IOException {
        web = new WebFixture(root);
    }

    @AfterAll
    void stop() {
        web.close();
    }

    /** After a wanted change, copy target/assembler.json over the committed one. */
    @Test
    void theCommittedOpenApiDocumentIsTheServicesOwn() throws IOException, InterruptedException {
        JsonNode served = json(get("/v3/api-docs"));
        ((ObjectNode) served).remove("servers");
        Files.writeString(
                Path.of("target/assembler.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(served) + "\n");

        assertThat(served.path("openapi").asString()).startsWith("3.1");
        assertThat(Files.exists(DOCUMENT))
                .as("copy target/assembler.json to docs/api")
                .isTrue();
        assertThat(JsonMapper.shared().readTree(Files.readString(DOCUMENT))).isEqualTo(served);
    }

    @Test
    void everyOperationIsDescribedAndSaysWhatItsErrorsLookLike() throws IOException, InterruptedException {
        JsonNode paths = json(get("/v3/api-docs")).path("paths");

        assertThat(paths.propertyNames())
                .containsExactlyInAnyOrder(
                        "/v1/runs",
                        "/v1/runs/{run}",
                        "/v1/runs/{run}/cancel",
                        "/v1/runs/{run}/samples",
                        "/v1/runs/{run}/statistics",
                        "/v1/runs/{run}/events",
                        "/v1/samples/{sample}",
                        "/v1/samples/{sample}/tokens",
                        "/v1/samples/{sample}/text",
                        "/v1/samples/{sample}/text/offsets",
                        "/v1/runs/{run}/roots",
                        "/v1/runs/{run}/pairs",
                        "/v1/runs/{run}/manifest");
        paths.valueStream().flatMap(JsonNode::valueStream).forEach(operation -> {
            assertThat(operation.path("summary").asString("")).isNotBlank();
            operation.path("responses").forEachEntry((status, response) -> {
                assertThat(response.path("description").asString()).as(status).isNotBlank();
                if (status.startsWith("4") || status.equals("default"))
                    assertThat(response.path("content").propertyNames()).containsExactly("application/problem+json");
            });
        });
    }

    @Test
    void schemasOfOneNameAreOneThing() throws IOException, InterruptedException {
        JsonNode schemas = json(get("/v3/api-docs")).at("/components/schemas");

        assertThat(schemas.at("/Problem/properties/errors/items/$ref").asString())
                .endsWith("/Field");
        assertThat(schemas.at("/Unit/properties/contexts/items/$ref").asString())
                .isNotEqualTo(schemas.at("/RootPairs/properties/candidates/items/$ref")
                        .asString());
    }

    @Test
    void everyParameterSaysWhatItIs() throws IOException, InterruptedException {
        json(get("/v3/api-docs"))
                .path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .forEach(operation -> operation.path("parameters").forEach(parameter -> assertThat(
                                parameter.path("description").asString(""))
                        .as(operation.path("operationId") + " " + parameter.path("name"))
                        .isNotBlank()));
    }

    @Test
    void aPageShowsTheDocument() throws IOException, InterruptedException {
        assertThat(get("/swagger-ui.html").headers().firstValue("Location")).hasValue("/swagger-ui/index.html");
        assertThat(new String(get("/swagger-ui/index.html").body(), StandardCharsets.UTF_8))
                .contains("<div id=\"swagger-ui\">");
    }

    @Test
    void listsAreReadPageByPage() throws IOException, InterruptedException {
        HttpResponse<byte[]> first = get("/v1/runs?limit=1");
        String link = first.headers().firstValue("Link").orElseThrow();
        HttpResponse<byte[]> second = get(link.substring(1, link.indexOf('>')));

        assertThat(json(first).path(0).path("run").asString()).isEqualTo("big");
        assertThat(json(second).path(0).path("run").asString()).isEqualTo("finished");
        HttpResponse<byte[]> all = get("/v1/runs?limit=3");
        assertThat(all.headers().firstValue("Link")).isEmpty();
        String etag = all.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/v1/runs?limit=3", "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(get("/v1/runs?limit=1", "If-None-Match", etag).statusCode()).isEqualTo(200);
        assertThat(problem(get("/v1/runs?cursor=%25"), 400)).isEqualTo("/problems/invalid-page");
        assertThat(problem(get("/v1/runs?limit=0"), 400)).isEqualTo("/problems/invalid-page");
    }

    @Test
    void aSampleIsGivenAsAMapAndAsTokens() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get("/v1/samples/" + WebFixture.SAMPLE);
        JsonNode map = json(answer);

        assertThat(json(get("/v1/runs/big/samples")).path(0).path("sample").asString())
                .isEqualTo(WebFixture.SAMPLE);
        assertThat(map.path("dependencies").size()).isEqualTo(WebFixture.DEPENDENCIES);
        assertThat(map.at("/units/0/rootStart").asInt()).isEqualTo(130_000);
        assertThat(map.at("/dependencies/1/entropyWithContext").asDouble()).isEqualTo(2.98);
        assertThat(map.at("/dependencies/1/controlGain").isNull()).isTrue();
        String etag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/v1/samples/" + WebFixture.SAMPLE, "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(304);

        for (String form : List.of("/tokens", "/text", "/text/offsets")) {
            String path = "/v1/samples/" + WebFixture.SAMPLE + form;
            assertThat(get(
                                    path,
                                    "If-None-Match",
                                    get(path).headers().firstValue("ETag").orElseThrow())
                            .statusCode())
                    .as(form)
                    .isEqualTo(304);
        }
        byte[] tokens = get("/v1/samples/" + WebFixture.SAMPLE + "/tokens").body();
        assertThat(tokens).hasSize(4 * WebFixture.TOKENS);
        assertThat(ByteBuffer.wrap(tokens).order(ByteOrder.LITTLE_ENDIAN).getInt(4 * 131_000))
                .isEqualTo(131_000);
    }

    @Test
    void theFiguresOfAFinishedDatasetAreCounted() throws IOException, InterruptedException {
        JsonNode statistics = json(get("/v1/runs/finished/statistics"));

        assertThat(statistics.path("samples").asInt()).isEqualTo(5);
        assertThat(statistics.at("/tokens/emitted").asInt()).isEqualTo(5 * 1024);
        assertThat(statistics.at("/acceptance/0/criterion").asString()).isEqualTo("paper");
        assertThat(problem(get("/v1/runs/big/statistics"), 409)).isEqualTo("/problems/unfinished-dataset");
        assertThat(problem(get("/v1/runs/none/statistics"), 404)).isEqualTo("/problems/no-such-run");
    }

    @Test
    void aSampleIsGivenAsTextWithThePlaceOfEachToken() throws IOException, InterruptedException {
        HttpResponse<byte[]> text = get("/v1/samples/" + WebFixture.SAMPLE + "/text");
        HttpResponse<byte[]> answer = get("/v1/samples/" + WebFixture.SAMPLE + "/text/offsets");
        IntBuffer offsets =
                ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();

        assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(text.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(offsets.limit()).isEqualTo(WebFixture.TOKENS + 1);
        assertThat(offsets.get(WebFixture.TOKENS)).isEqualTo(text.body().length);
        int start = offsets.get(131_000);
        assertThat(new String(text.body(), start, offsets.get(131_001) - start, StandardCharsets.UTF_8))
                .isEqualTo(" w131000");
    }

    @Test
    void theRootsOfARunAreListedWithTheirEndAndAllThatWasScored() throws IOException, InterruptedException {
        HttpResponse<byte[]> first = get("/v1/runs/big/roots?limit=1");
        String link = first.headers().firstValue("Link").orElseThrow();
        JsonNode second = json(get(link.substring(1, link.indexOf('>'))));
        JsonNode pairs = json(get("/v1/runs/big/pairs?root=big/r"));

        assertThat(json(first).at("/0/outcome").asString()).isEqualTo("unit");
        assertThat(second.at("/0/reason").asString()).isEqualTo("nothing-verified: best gain 0.1");
        assertThat(pairs.path("positions").size()).isEqualTo(WebFixture.DEPENDENCIES + 1);
        assertThat(pairs.at("/candidates/1/pairs/0/entropyWithContext").asDouble())
                .isEqualTo(2.98);
        assertThat(problem(get("/v1/runs/big/pairs?root=none"), 404)).isEqualTo("/problems/no-such-root");
        assertThat(problem(get("/v1/runs/big/manifest"), 409)).isEqualTo("/problems/unfinished-dataset");
        assertThat(problem(get("/v1/runs/big/roots?cursor=AAAA"), 400)).isEqualTo("/problems/invalid-page");
    }

    @Test
    void pagesMayRunTheirOwnScriptsOnlyAndDataNone() throws IOException, InterruptedException {
        assertThat(get("/").headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith("/ui/index.html"));
        assertThat(policy("/ui/index.html"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(policy("/v1/runs")).startsWith("default-src 'none'; base-uri");
        assertThat(policy("/ui/none.js")).contains("default-src 'none'");
    }

    @Test
    void whatIsNotThereIsAProblemWithATypeOfItsOwn() throws IOException, InterruptedException {
        assertThat(problem(get("/v1/runs/none"), 404)).isEqualTo("/problems/no-such-run");
        assertThat(problem(get("/v1/runs/none/events"), 404)).isEqualTo("/problems/no-such-run");
        assertThat(problem(get("/v1/samples/big-000001"), 404)).isEqualTo("/problems/no-such-sample");
        assertThat(problem(get("/v1/samples/none/tokens"), 404)).isEqualTo("/problems/no-such-sample");
    }

    @Test
    void aKeyStandsForOneRequestAndAnUnchangedRunIsNotSentAgain() throws IOException, InterruptedException {
        HttpResponse<byte[]> first = post("/v1/runs", "{\"corpus\":\"books\"}", "key-1");
        HttpResponse<byte[]> second = post("/v1/runs", "{\"corpus\":\"books\"}", "key-1");
        HttpResponse<byte[]> other = post("/v1/runs", "{\"corpus\":\"other\"}", "key-1");
        HttpResponse<byte[]> fresh = post("/v1/runs", "{\"corpus\":\"books\"}", "key-2");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("5");
        String run = first.headers().firstValue("Location").orElseThrow();
        assertThat(second.headers().firstValue("Location")).hasValue(run);
        assertThat(problem(other, 422)).isEqualTo("/problems/idempotency-key-reused");
        String another = fresh.headers().firstValue("Location").orElseThrow();
        assertThat(another).isNotEqualTo(run);

        String etag = get(run).headers().firstValue("ETag").orElseThrow();
        assertThat(get(run, "If-None-Match", etag).statusCode()).isEqualTo(304);
        for (String made : List.of(run, another)) web.directory.forget(made.substring("/v1/runs/".length()));
    }

    @Test
    void aRunIsCancelledOnceHoweverOftenItIsAsked() throws IOException, InterruptedException {
        RunRecorded other = Objects.requireNonNull(web.directory.run("other"));
        HttpResponse<byte[]> first = post("/v1/runs/other/cancel");
        HttpResponse<byte[]> second = post("/v1/runs/other/cancel");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.headers().firstValue("Location")).hasValue("/v1/runs/other");
        assertThat(JsonMapper.shared().readTree(first.body()).path("state").asString())
                .isEqualTo("CANCELLING");
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        web.directory.record(other.in(RunRecorded.State.CANCELLED, null));
        assertThat(json(get("/v1/runs/other")).path("state").asString())
                .as("its dataset is not written yet")
                .isEqualTo("CANCELLING");
        assertThat(post("/v1/runs/other/cancel").statusCode()).isEqualTo(202);
        web.directory.record(other);
        assertThat(problem(post("/v1/runs/finished/cancel"), 409)).isEqualTo("/problems/run-ended");
        assertThat(problem(post("/v1/runs/none/cancel"), 404)).isEqualTo("/problems/no-such-run");
    }

    @Test
    void eventsTellTheRunUntilItEndsAndNothingTwice() throws IOException, InterruptedException {
        RunRecorded other = Objects.requireNonNull(web.directory.run("other"));
        web.directory.fail(other, "for the test");
        String stream = new String(get("/v1/runs/other/events").body(), StandardCharsets.UTF_8);

        assertThat(stream).contains("event:run").contains("\"state\":\"FAILED\"");
        String id = stream.lines()
                .filter(line -> line.startsWith("id:"))
                .findFirst()
                .orElseThrow()
                .substring(3);
        assertThat(get("/v1/runs/other/events", "Last-Event-ID", id).statusCode())
                .isEqualTo(204);
        assertThat(get("/v1/runs/other/events", "Last-Event-ID", "older").statusCode())
                .isEqualTo(200);
        web.directory.record(other);
    }

    private String policy(String path) throws IOException, InterruptedException {
        return get(path).headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(web.uri(path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path, String body, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(web.uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(web.uri(path))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String problem(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return JsonMapper.shared().readTree(answer.body()).path("type").asString();
    }
}
