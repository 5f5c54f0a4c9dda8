package io.entropylong.verifier.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.topic.Topics;
import io.entropylong.verifier.Roots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTopologyTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final Object PROFILE = Roots.profile(Roots.settings(1, 9, 9, 1, 100));
    private static final CandidatesRetrieved FIRST =
            Roots.part(0, 2, List.of(Roots.candidate("a", "helps", 0.5)), List.of(Roots.control("idle")));
    private static final CandidatesRetrieved SECOND =
            Roots.part(1, 2, List.of(Roots.candidate("b", "helps", 0.9)), List.of());

    @TempDir
    Path folder;

    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        driver = driver(folder.resolve("one"));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void anyOrderOfArrivalGivesTheSameUnit() {
        send(Topics.PROFILES, PROFILE);
        send(Topics.CANDIDATES, FIRST);
        send(Topics.CANDIDATES, SECOND);
        List<RootConcluded> usual = concluded();
        driver.close();
        driver = driver(folder.resolve("two"));
        send(Topics.CANDIDATES, SECOND);
        send(Topics.CANDIDATES, FIRST);
        send(Topics.PROFILES, PROFILE);
        assertThat(concluded()).isEqualTo(usual).singleElement().isInstanceOf(RootConcluded.Unit.class);
    }

    @Test
    void repeatedAndLateRecordsGiveNoSecondEvent() {
        for (int time = 0; time < 2; time++) {
            send(Topics.PROFILES, PROFILE);
            send(Topics.CANDIDATES, FIRST);
            send(Topics.CANDIDATES, SECOND);
        }
        assertThat(concluded()).hasSize(1);
        send(Topics.PROFILES, PROFILE);
        send(Topics.CANDIDATES, FIRST);
        send(Topics.PROFILES, Roots.refused(3));
        assertThat(concluded()).isEmpty();
    }

    @Test
    void aRefusedRootIsConcludedAtOnce() {
        send(Topics.PROFILES, Roots.refused(3));
        assertThat(concluded()).singleElement().isInstanceOf(RootConcluded.Refused.class);
    }

    @Test
    void aRootThatNothingCanBeRetrievedForFailsWithTheReason() {
        send(Topics.PROFILES, PROFILE);
        send(Topics.CANDIDATES, CandidatesRetrieved.failed(((RootProfiled.Profile) PROFILE).ref(), "the node refused"));
        assertThat(concluded()).singleElement().isInstanceOfSatisfying(RootConcluded.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(RefusalReason.FAILED);
            assertThat(refused.detail()).isEqualTo("the node refused");
        });
    }

    @Test
    void aMalformedRecordGoesToTheDeadLettersAndTheRunGoesOn() {
        driver.createInputTopic(Topics.SCORES, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(bytes("root"), bytes("{"));
        TestRecord<byte[], byte[]> letter =
                output(Topics.deadLetters(Topics.SCORES)).readRecord();
        assertThat(letter.value()).isEqualTo(bytes("{"));
        assertThat(letter.headers().lastHeader("service").value()).isEqualTo(bytes("verifier"));
        assertThat(new String(letter.headers().lastHeader("detail").value(), StandardCharsets.UTF_8))
                .startsWith("ContextsScored: ");
        send(Topics.PROFILES, Roots.refused(3));
        assertThat(concluded()).hasSize(1);
    }

    /** Answers each request twice until none is left. */
    private List<RootConcluded> concluded() {
        TestOutputTopic<byte[], byte[]> requests = output(Topics.SCORE_REQUESTS);
        while (!requests.isEmpty()) {
            ScoresRequested request = CODEC.decode(requests.readValue(), ScoresRequested.class);
            send(Topics.SCORES, Roots.answer(request));
            send(Topics.SCORES, Roots.answer(request));
        }
        return output(Topics.UNITS).readValuesToList().stream()
                .map(value -> CODEC.decode(value, RootConcluded.class))
                .toList();
    }

    private void send(String topic, Object message) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(bytes("root"), CODEC.encode(message));
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static TopologyTestDriver driver(Path state) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> records = builder.stream(
                List.of(Topics.PROFILES, Topics.CANDIDATES, Topics.SCORES),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()));
        KStream<byte[], byte[]>[] outputs = new VerifyTopology(
                        CODEC, new VerifyMeters(new SimpleMeterRegistry(), new PrometheusRegistry()))
                .apply(records);
        for (int i = 0; i < outputs.length; i++) {
            outputs[i].to(VerifyTopology.OUTPUTS.get(i), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        }
        Properties properties = new Properties();
        properties.put("application.id", "verifier");
        properties.put("bootstrap.servers", "none:1");
        properties.put("state.dir", state.toString());
        return new TopologyTestDriver(builder.build(), properties);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
