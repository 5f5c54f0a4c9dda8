package io.entropylong.assembler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.common.topic.Topics;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service against a real broker; the other services' messages are made here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssemblerServiceIT {
    private static final String BODY = """
        {"corpus":"corpus","run":"%s","settings":{"rootMinTokens":2,"rootMaxTokens":600,"sampleTokens":1024%s}}\
        """;

    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private ConfigurableApplicationContext service;
    private URI runs;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        broker = EmbeddedBroker.start(ServerHome.find(), folder.resolve("broker"));
        service = AssemblerServiceApplication.builder()
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--entropylong.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--entropylong.assembler.output-root=" + folder.resolve("out"),
                        "--entropylong.assembler.state-dir=" + folder.resolve("state"),
                        // nobody listens there
                        "--entropylong.assembler.upload.target=s3://datasets/all",
                        "--entropylong.assembler.upload.endpoint=http://127.0.0.1:1",
                        "--entropylong.assembler.upload.path-style=true",
                        "--entropylong.assembler.upload.attempts=2",
                        "--entropylong.assembler.upload.pause=10ms");
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        runs = URI.create("http://127.0.0.1:" + port + "/v1/runs");
    }

    @AfterAll
    void stop() {
        service.close();
        broker.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void unitsOfARunBecomeADatasetThatAReaderOpensAlsoWhenTheObjectStoreIsAway()
            throws IOException, InterruptedException {
        HttpResponse<String> started = post(BODY.formatted("real", ""));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        assertThat(started.headers().firstValue("Location")).hasValue("/v1/runs/real");

        List<String> pieces = Collections.nCopies(130_000, " \u00c3\u00a9");
        send(Topics.VOCABULARIES, "cd", new Vocabulary("cd", pieces));
        send(Topics.RUN_PLANS, "real", Fixtures.plan("real", 12));
        for (int ordinal = 11; ordinal >= 0; ordinal--) {
            send(Topics.UNITS, "real", Fixtures.unit("real", ordinal, ordinal % 2 == 0 ? 500 : 524, 60));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(get("/real").path("state").asString()).isEqualTo("COMPLETED"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode run = get("/real");
            assertThat(run.at("/progress/roots/planned").asInt()).isEqualTo(12);
            assertThat(run.at("/progress/roots/units").asInt()).isEqualTo(12);
            assertThat(run.at("/progress/samples").asInt()).isEqualTo(6);
            assertThat(run.at("/totals/dependencies").asInt()).isEqualTo(12);
        });

        List<TrainingSample> samples = new ArrayList<>();
        MdsSamples.open(folder.resolve("out/real/mds")).forEach(samples::add);
        assertThat(samples).hasSize(6);
        assertThat(samples).allSatisfy(sample -> assertThat(sample.length()).isEqualTo(1024));
        assertThat(Files.readString(folder.resolve("out/real/provenance/roots.jsonl"))
                        .lines())
                .hasSize(12);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode upload = get("/real").path("upload");
            assertThat(upload.path("state").asString("")).isEqualTo("FAILED");
            assertThat(upload.path("attempts").asInt()).isEqualTo(2);
            assertThat(upload.path("reason").asString()).startsWith("cannot upload to s3://datasets/all/real: ");
        });
        HttpRequest text = HttpRequest.newBuilder(runs.resolve("/v1/samples/real-000000/text"))
                .build();
        assertThat(http.send(text, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo(" é".repeat(1024));
    }

    @Test
    void theSameRequestIsTheSameRunAndAnotherOneOfThatNameAConflict() throws IOException, InterruptedException {
        assertThat(post(BODY.formatted("twice", "")).statusCode()).isEqualTo(202);
        assertThat(post(BODY.formatted("twice", "")).statusCode()).isEqualTo(202);
        HttpResponse<String> other = post(BODY.formatted("twice", ",\"seed\":7"));

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aRequestWithMistakesIsRefusedNamingEachField() throws IOException, InterruptedException {
        HttpResponse<String> refused = post("{\"output\":\"../x\",\"settings\":{\"alpha\":\"two\",\"seeds\":1}}");

        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode errors = JsonMapper.shared().readTree(refused.body()).path("errors");
        assertThat(errors.valueStream().map(error -> error.path("field").asString()))
                .containsExactlyInAnyOrder("corpus", "output", "settings.alpha", "settings.seeds");
    }

    private void send(String topic, String run, Object message) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var sent = producer.send(new ProducerRecord<>(
                    topic, run.getBytes(StandardCharsets.UTF_8), new MessageCodec().encode(message)));
            assertThat(sent).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(runs)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String run) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(runs + run)).build();
        return JsonMapper.shared()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
