package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before all tests
class OutageIT {
    private static final MessageCodec CODEC = new MessageCodec();

    @TempDir
    static Path work;

    private static RetrievalFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = RetrievalFixture.start(work);
        fixture.post("/v1/corpora", "{\"name\":\"outage\"}");
    }

    @AfterAll
    static void stop() {
        if (fixture != null) fixture.close();
    }

    @Test
    void documentsThatComeWhileTheSearchNodeIsAwayAreIndexedWhenItIsBack() throws Exception {
        fixture.stopSearchNode();
        submit("away");
        // longer than the attempts of one request
        Thread.sleep(Duration.ofSeconds(10));
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(fixture.uri("/v1/corpora/outage"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
        fixture.startSearchNode();

        awaitIndexed("away");
    }

    @Test
    void documentsThatComeWhileTheIndexIsBlockedAreIndexedWhenItIsNot() throws Exception {
        block(true);
        submit("blocked");
        Thread.sleep(Duration.ofSeconds(10));
        block(false);

        awaitIndexed("blocked");
    }

    private static void submit(String id) throws Exception {
        DocumentSubmitted document = new DocumentSubmitted("outage", id, "A text.", Map.of());
        fixture.send(Topics.DOCUMENTS, "outage/" + id, CODEC.encode(document));
    }

    private static void awaitIndexed(String id) {
        await().atMost(RetrievalFixture.PATIENCE)
                .ignoreExceptions()
                .until(() -> fixture.stored("outage", id).path("found").asBoolean());
    }

    private static void block(boolean blocked) throws Exception {
        URI settings = fixture.searchNode().resolve("/entropylong-passages-outage/_settings");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(settings)
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString("{\"index.blocks.write\":" + blocked + "}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
