package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.topic.Topics;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that can be read and still never be processed, against a real broker and search node. */
class DeadLetterReasonsIT {
    private static final MessageCodec CODEC = new MessageCodec();

    @TempDir
    static Path work;

    private static RetrievalFixture fixture;

    @BeforeAll
    static void start() {
        fixture = RetrievalFixture.start(work);
    }

    @AfterAll
    static void stop() {
        if (fixture != null) fixture.close();
    }

    @Test
    void aDocumentThatTheSearchNodeRefusesIsBuriedWithItsWords() throws Exception {
        fixture.post("/v1/corpora", "{\"name\":\"closed\"}");
        fixture.post("/v1/corpora", "{\"name\":\"open\"}");
        HttpRequest close = HttpRequest.newBuilder(fixture.searchNode().resolve("/entropylong-passages-closed/_close"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(close, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        submit("closed", "a");
        submit("open", "b");

        ConsumerRecord<byte[], byte[]> letter = fixture.records(Topics.deadLetters(Topics.DOCUMENTS), "closed/", 1)
                .getFirst();
        assertThat(header(letter, "reason")).isEqualTo("refused");
        assertThat(header(letter, "detail")).contains("closed");
        await().atMost(RetrievalFixture.PATIENCE)
                .until(() -> fixture.stored("open", "b").path("found").asBoolean());
    }

    @Test
    void theEndOfARootOfARunThatNobodyKnowsIsBuried() throws Exception {
        fixture.send(Topics.UNITS, "ghost", CODEC.encode(ended("ghost")));

        ConsumerRecord<byte[], byte[]> letter =
                fixture.records(Topics.deadLetters(Topics.UNITS), "ghost", 1).getFirst();
        assertThat(header(letter, "reason")).isEqualTo("unknown-run");
        assertThat(header(letter, "detail")).isEqualTo("there is no run ghost");
    }

    private static void submit(String corpus, String id) throws Exception {
        DocumentSubmitted document = new DocumentSubmitted(corpus, id, "A text.", Map.of());
        fixture.send(Topics.DOCUMENTS, corpus + "/" + id, CODEC.encode(document));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static RootConcluded ended(String run) {
        RunSettings settings = new RunSettings(
                2,
                16,
                RetrievalSettings.of(3, 2),
                Criterion.paper(0.4),
                RunSettings.VerificationPrecision.FP32,
                0.1,
                8,
                64,
                16,
                0,
                2,
                4,
                256,
                512,
                1024,
                RootChoice.atMost(1),
                1,
                1,
                RunSettings.ContextOrder.SHUFFLE,
                42,
                Outputs.portable());
        ModelIdentity model = new ModelIdentity(
                "m", "0", "cpu-fp32", "0", 2048, 100_000, TokenIds.of(0), TokenIds.of(1), TokenIds.of(0));
        return new RootConcluded.Refused(
                new RootConcluded.RootFacts(new RootRef(run, 0, run + "/d@0-9", "d"), settings, model, 9, 0, 0, 0, 0),
                RefusalReason.NO_POSITIONS,
                "",
                TokenIds.none(),
                RootMeasurements.none(),
                Map.of(),
                RootConcluded.Cost.baseline(9));
    }
}
