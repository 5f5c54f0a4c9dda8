package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@SuppressWarnings("NullAway.Init") // set before all tests
class InterfaceIT {
    private static final Path DOCUMENT = Path.of("../docs/api/retrieval.json");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path work;

    private static RetrievalFixture fixture;

    @BeforeAll
    static void start() {
        fixture = RetrievalFixture.start(work, "--entropylong.retrieval.import-roots=" + work.resolve("import"));
    }

    @AfterAll
    static void stop() {
        if (fixture != null) fixture.close();
    }

    /** After a wanted change, copy target/retrieval.json over the committed one. */
    @Test
    void theCommittedOpenApiDocumentIsTheServicesOwn() throws IOException, InterruptedException {
        JsonNode served = JsonMapper.shared().readTree(get("/v3/api-docs").body());
        ((ObjectNode) served).remove("servers");
        Files.writeString(
                Path.of("target/retrieval.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(served) + "\n");

        assertThat(served.path("openapi").asString()).startsWith("3.1");
        assertThat(Files.exists(DOCUMENT))
                .as("copy target/retrieval.json to docs/api")
                .isTrue();
        assertThat(JsonMapper.shared().readTree(Files.readString(DOCUMENT))).isEqualTo(served);
    }

    @Test
    void everyOperationIsDescribedAndSaysWhatItsErrorsLookLike() throws IOException, InterruptedException {
        JsonNode paths =
                JsonMapper.shared().readTree(get("/v3/api-docs").body()).path("paths");

        assertThat(paths.propertyNames())
                .containsExactlyInAnyOrder(
                        "/v1/corpora",
                        "/v1/corpora/{corpus}",
                        "/v1/corpora/{corpus}:seal",
                        "/v1/corpora/{corpus}/files",
                        "/v1/corpora/{corpus}/files/{file}",
                        "/v1/corpora/{corpus}/files/{file}/errors",
                        "/v1/corpora/{corpus}/imports",
                        "/v1/corpora/{corpus}/search");
        paths.valueStream().flatMap(JsonNode::valueStream).forEach(operation -> {
            assertThat(operation.path("summary").asString("")).isNotBlank();
            operation.path("responses").forEachEntry((status, response) -> {
                if (status.startsWith("4") || status.equals("default"))
                    assertThat(response.path("content").propertyNames()).containsExactly("application/problem+json");
            });
            operation.path("parameters").forEach(parameter -> assertThat(
                            parameter.path("description").asString(""))
                    .as(operation.path("summary") + " " + parameter.path("name"))
                    .isNotBlank());
        });
    }

    @Test
    void aPageShowsTheDocument() throws IOException, InterruptedException {
        assertThat(get("/swagger-ui.html").headers().firstValue("Location")).hasValue("/swagger-ui/index.html");
        assertThat(get("/swagger-ui/index.html").body()).contains("<div id=\"swagger-ui\">");
    }

    @Test
    void aSearchShowsWhatEachArmFinds() throws IOException, InterruptedException {
        fixture.post("/v1/corpora", "{\"name\":\"search\"}");
        String lines = """
                {"id":"music","text":"A violin has four strings, and a guitar has six of them."}
                {"id":"sky","text":"The planets move around the sun in ellipses."}
                """;
        fixture.upload("search", "a.jsonl", lines.getBytes(StandardCharsets.UTF_8));
        fixture.seal("search");

        JsonNode found = JsonMapper.shared()
                .readTree(get("/v1/corpora/search/search?k=2&q=" + encoded("it is known that a guitar has six "))
                        .body());

        assertThat(found.path("knn").size()).isEqualTo(2);
        assertThat(found.at("/knn/0/document").asString()).isEqualTo("music");
        assertThat(found.at("/knn/0/similarity").asDouble())
                .isGreaterThan(found.at("/knn/1/similarity").asDouble());
        assertThat(found.path("phrase").size()).isEqualTo(1);
        assertThat(found.at("/phrase/0/similarity").asDouble()).isEqualTo(4);
        assertThat(found.at("/phrase/0/text").asString()).startsWith("A violin");
    }

    @Test
    void aSearchThatCannotBeIsAProblemThatNamesTheField() throws IOException, InterruptedException {
        fixture.post("/v1/corpora", "{\"name\":\"empty\"}");

        assertThat(get("/v1/corpora/none/search?q=a").statusCode()).isEqualTo(404);
        assertThat(get("/v1/corpora/empty/search").statusCode()).isEqualTo(400);
        assertThat(field(get("/v1/corpora/empty/search?q=%20"))).isEqualTo("q");
        assertThat(field(get("/v1/corpora/empty/search?q=a&k=0"))).isEqualTo("k");
    }

    @Test
    void filesAreImportedFromAConfiguredFolderOnceAndNoOther() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("import/texts"));
        Files.writeString(folder.resolve("one.txt"), "The first text.");
        Files.writeString(folder.resolve("two.jsonl"), "{\"text\":\"The second text.\"}\nnonsense\n");
        fixture.post("/v1/corpora", "{\"name\":\"imported\"}");
        assertThat(field(fixture.post("/v1/corpora/imported/imports", "{\"uri\":\"file:///etc/\"}")))
                .isEqualTo("uri");
        String request = "{\"uri\":\"" + folder.toUri() + "\"}";

        assertThat(fixture.post("/v1/corpora/imported/imports", request).statusCode())
                .isEqualTo(202);
        JsonNode files = await().atMost(RetrievalFixture.PATIENCE)
                .until(
                        () -> fixture.get("/v1/corpora/imported/files"),
                        all -> all.size() == 2
                                && all.valueStream()
                                        .allMatch(file ->
                                                file.path("state").asString().equals("DONE")));
        assertThat(files.at("/0/file").asString()).isEqualTo("texts~one.txt");
        assertThat(files.at("/1/rejected").asInt()).isEqualTo(1);

        fixture.post("/v1/corpora/imported/imports", request);
        await().atMost(RetrievalFixture.PATIENCE)
                .until(() -> fixture.post("/v1/corpora/imported:seal", "{}").statusCode(), status -> status == 202);
        assertThat(fixture.get("/v1/corpora/imported/files")).isEqualTo(files);
        assertThat(fixture.post("/v1/corpora/imported/imports", request).statusCode())
                .isEqualTo(409);
    }

    @Test
    void listsAreReadPageByPageAndUnchangedOnesAreNotSentAgain() throws IOException, InterruptedException {
        for (String corpus : List.of("page-a", "page-b", "page-c")) {
            fixture.post("/v1/corpora", "{\"name\":\"" + corpus + "\"}");
        }
        for (String file : List.of("b.txt", "a.jsonl", "c~d.txt")) {
            fixture.upload(
                    "page-a",
                    encoded(file),
                    "{\"text\":\"A short text.\"}\nnonsense\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(pages("/v1/corpora?limit=1", "name")).containsSubsequence("page-a", "page-b", "page-c");
        assertThat(pages("/v1/corpora/page-a/files?limit=2", "file")).containsExactly("a.jsonl", "b.txt", "c~d.txt");
        assertThat(pages("/v1/corpora/page-a/files?limit=3", "file")).hasSize(3);
        for (String path : List.of("/v1/corpora/page-a/files", "/v1/corpora/page-a/files/b.txt")) {
            String etag = get(path).headers().firstValue("ETag").orElseThrow();
            HttpRequest again = HttpRequest.newBuilder(fixture.uri(path))
                    .header("If-None-Match", etag)
                    .build();
            assertThat(HTTP.send(again, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .as(path)
                    .isEqualTo(304);
            fixture.upload("page-a", "b.txt", "Another text.".getBytes(StandardCharsets.UTF_8));
            assertThat(HTTP.send(again, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void aPageThatCannotBeIsAProblemThatNamesTheParameter() throws IOException, InterruptedException {
        assertThat(field(get("/v1/corpora?limit=0"))).isEqualTo("limit");
        assertThat(field(get("/v1/corpora?limit=1001"))).isEqualTo("limit");
        assertThat(field(get("/v1/corpora?cursor=%25"))).isEqualTo("cursor");
        assertThat(get("/v1/corpora/none/files").statusCode()).isEqualTo(404);
    }

    /** A property of all elements of a list, each page asked for at the address that the one before gives. */
    private static List<String> pages(String path, String property) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            HttpResponse<String> page = get(next.get());
            JsonMapper.shared()
                    .readTree(page.body())
                    .forEach(element -> all.add(element.path(property).asString()));
            next = page.headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>')));
        }
        return all;
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(fixture.uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String field(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        return JsonMapper.shared().readTree(answer.body()).at("/errors/0/field").asString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
