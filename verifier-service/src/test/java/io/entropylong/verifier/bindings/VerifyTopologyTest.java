package io.entropylong.verifier.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.topic.Topics;
import io.entropylong.verifier.Roots;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
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

    private static final Duration MAX_WAIT = Duration.ofHours(6);

    @TempDir
    Path folder;

    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        driver = Drivers.start(folder.resolve("one"), MAX_WAIT);
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
        driver = Drivers.start(folder.resolve("two"), MAX_WAIT);
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
    void aRootWithoutCandidatesIsRefused() {
        send(Topics.PROFILES, PROFILE);
        send(Topics.CANDIDATES, Roots.part(0, 1, List.of(), List.of()));
        assertThat(refusal()).isEqualTo(RefusalReason.NO_CANDIDATES);
    }

    @Test
    void aRootWhoseCandidatesAllFailVerificationIsRefused() {
        send(Topics.PROFILES, PROFILE);
        send(Topics.CANDIDATES, Roots.part(0, 1, List.of(Roots.candidate("a", "idle", 0.5)), List.of()));
        assertThat(refusal()).isEqualTo(RefusalReason.NOTHING_VERIFIED);
    }

    @Test
    void aFullUnitEndsTheWaves() {
        // start 1 + root 10 + end 1 = 12; a context adds 5 + 2: one fits 20
        send(Topics.PROFILES, Roots.profile(Roots.settings(1, 9, 9, 0, 20)));
        send(Topics.CANDIDATES, FIRST);
        send(Topics.CANDIDATES, SECOND);
        assertThat(concluded()).singleElement().isInstanceOfSatisfying(RootConcluded.Unit.class, unit -> assertThat(
                        unit.contexts())
                .hasSize(1));
    }

    @Test
    void aContextThatTheModelCannotScoreFailsTheRoot() {
        send(Topics.PROFILES, PROFILE);
        send(Topics.CANDIDATES, FIRST);
        send(Topics.CANDIDATES, SECOND);
        ScoresRequested request = CODEC.decode(output(Topics.SCORE_REQUESTS).readValue(), ScoresRequested.class);
        send(
                Topics.SCORES,
                new ContextsScored(
                        request.ref(),
                        request.wave(),
                        request.contexts().stream()
                                .<ContextsScored.ContextScore>map(
                                        context -> new ContextsScored.Failed(context.passage(), "no memory"))
                                .toList()));
        assertThat(refusal()).isEqualTo(RefusalReason.FAILED);
    }

    @Test
    void aRootWhoseCandidatesNeverComeIsGivenUp() {
        send(Topics.PROFILES, PROFILE);
        driver.advanceWallClockTime(MAX_WAIT.dividedBy(2));
        assertThat(concluded()).isEmpty();
        driver.advanceWallClockTime(MAX_WAIT);
        assertThat(refusal()).isEqualTo(RefusalReason.TIMED_OUT);
        send(Topics.CANDIDATES, FIRST);
        send(Topics.CANDIDATES, SECOND);
        assertThat(concluded()).isEmpty();
    }

    @Test
    void aRootWhoseScoresNeverComeIsGivenUpAndKeepsWhatWasFound() {
        send(Topics.PROFILES, PROFILE);
        send(Topics.CANDIDATES, FIRST);
        send(Topics.CANDIDATES, SECOND);
        ScoresRequested first = CODEC.decode(output(Topics.SCORE_REQUESTS).readValue(), ScoresRequested.class);
        driver.advanceWallClockTime(MAX_WAIT.dividedBy(2));
        send(Topics.SCORES, Roots.answer(first));
        driver.advanceWallClockTime(MAX_WAIT.multipliedBy(2).dividedBy(3));
        assertThat(output(Topics.UNITS).isEmpty()).isTrue();
        driver.advanceWallClockTime(MAX_WAIT);
        RootConcluded given = CODEC.decode(output(Topics.UNITS).readValue(), RootConcluded.class);
        assertThat(given).isInstanceOfSatisfying(RootConcluded.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(RefusalReason.TIMED_OUT);
            assertThat(refused.detail()).isEqualTo("the scores of its request 1 did not come within 21600 s");
            assertThat(refused.measured().candidates()).hasSize(1);
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

    private RefusalReason refusal() {
        List<RootConcluded> events = concluded();
        assertThat(events).singleElement().isInstanceOf(RootConcluded.Refused.class);
        return ((RootConcluded.Refused) events.getFirst()).reason();
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
