package io.entropylong.entropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.common.topic.Topics;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import io.entropylong.entropy.scoring.CopyingScorer;
import io.entropylong.entropy.scoring.ScreenModel;
import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.messaging.TopicProbe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service between real topics, with a model whose numbers can be worked out by hand. */
class EntropyServiceIT {
    private static final MessageCodec CODEC = new MessageCodec();

    private static EmbeddedBroker broker;
    private static TopicProbe topics;
    private static ConfigurableApplicationContext service;

    @Configuration(proxyBeanMethods = false)
    static class Model {
        @Bean
        TokenScorer copyingScorer() {
            return new CopyingScorer(50);
        }

        @Bean
        ScreenModel screenModel(TokenScorer scorer) {
            return () -> scorer;
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = EmbeddedBroker.start(ServerHome.find(), folder.resolve("broker"));
        topics = new TopicProbe(broker.bootstrapServers());
        service = EntropyServiceApplication.builder(Model.class)
                .run(
                        "--entropylong.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--entropylong.entropy.model=none",
                        "--server.port=0");
    }

    @AfterAll
    static void stop() {
        service.close();
        topics.close();
        broker.close();
    }

    @Test
    void aMalformedRootGoesToTheDeadLettersAndTheRootsAroundItAreProfiled() throws Exception {
        topics.send(Topics.ROOTS, "first", CODEC.encode(root("first", "a a a extraordinary a a")));
        topics.send(Topics.ROOTS, "broken", "{\"ref\": 1}".getBytes(StandardCharsets.UTF_8));
        topics.send(Topics.ROOTS, "short", CODEC.encode(root("short", "a")));

        List<RootProfiled> profiles = topics.await(Topics.PROFILES, 2, key -> true).stream()
                .map(record -> CODEC.decode(record.value(), RootProfiled.class))
                .toList();
        assertThat(profiles)
                .filteredOn(RootProfiled.Profile.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(RootProfiled.Profile.class, profile -> {
                    assertThat(profile.ref().root()).isEqualTo("first");
                    assertThat(profile.tokens()).isEqualTo(TokenIds.of(1, 1, 1, 13, 1, 1));
                    assertThat(profile.positions()).singleElement().satisfies(position -> {
                        assertThat(position.index()).isEqualTo(3);
                        assertThat(position.entropy()).isEqualTo(13);
                    });
                });
        assertThat(profiles)
                .filteredOn(RootProfiled.Refused.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(RootProfiled.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RefusalReason.TOO_SHORT));

        ConsumerRecord<byte[], byte[]> letter =
                topics.await(Topics.deadLetters(Topics.ROOTS), 1, key -> true).getFirst();
        assertThat(letter.key()).asString().isEqualTo("broken");
        assertThat(letter.value()).asString().isEqualTo("{\"ref\": 1}");
        assertThat(header(letter, "reason")).isEqualTo("malformed");
        assertThat(header(letter, "detail")).startsWith("RootSelected: ");
        assertThat(header(letter, "service")).isEqualTo("entropy");
    }

    @Test
    void whatTheIdsStandForIsToldToWhoeverReadsSamples() {
        ConsumerRecord<byte[], byte[]> told =
                topics.await(Topics.VOCABULARIES, 1, "b"::equals).getFirst();

        assertThat(CODEC.decode(told.value(), Vocabulary.class).pieces()).containsExactly("", " a", " ab");
    }

    @Test
    void aScoreRequestIsAnsweredAndOneThatCannotBeSaysWhy() throws Exception {
        topics.send(Topics.SCORE_REQUESTS, "asked", CODEC.encode(request("asked", 1)));
        topics.send(Topics.SCORE_REQUESTS, "beyond", CODEC.encode(request("beyond", 7)));

        ConsumerRecord<byte[], byte[]> answer =
                topics.await(Topics.SCORES, 1, "asked"::equals).getFirst();
        assertThat(CODEC.decode(answer.value(), ContextsScored.class))
                .isEqualTo(new ContextsScored(
                        ref("asked"),
                        2,
                        List.of(new ContextsScored.Scored(
                                "passage",
                                TokenIds.of(13),
                                List.of(new ContextsScored.PositionScore(1, 6.5, 13)),
                                6))));
        ConsumerRecord<byte[], byte[]> impossible =
                topics.await(Topics.SCORES, 1, "beyond"::equals).getFirst();
        assertThat(CODEC.decode(impossible.value(), ContextsScored.class).scores())
                .containsExactly(new ContextsScored.Failed("passage", "index 7 is asked of a root of 3 tokens"));
    }

    @Test
    void theServiceIsReadyAndCountsItsTokens() throws Exception {
        assertThat(get("/actuator/health/readiness")).contains("UP");
        assertThat(get("/actuator/prometheus"))
                .contains("entropylong_model_tokens_total{kind=\"computed\"")
                .contains("entropylong_model_forward_seconds_count{")
                .contains("entropylong_dead_letters_total{reason=\"malformed\",stage=\"entropy\"}");
    }

    private static String get(String path) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static RootRef ref(String root) {
        return new RootRef("run", 0, root, "document");
    }

    private static RootSelected root(String root, String text) {
        RunSettings settings = new RunSettings(
                2,
                1,
                RetrievalSettings.of(1, 0),
                Criterion.paper(0.4),
                RunSettings.VerificationPrecision.FP32,
                0,
                1,
                1,
                1,
                0,
                0,
                2,
                40,
                100,
                100,
                RootChoice.atMost(1),
                1,
                1,
                RunSettings.ContextOrder.SHUFFLE,
                0,
                Outputs.portable());
        return new RootSelected(ref(root), "corpus", text, settings);
    }

    private static ScoresRequested request(String root, int index) {
        return new ScoresRequested(
                ref(root),
                2,
                TokenIds.of(1, 13, 1),
                List.of(new ScoresRequested.Context("passage", "extraordinary", List.of(index))));
    }
}
