package io.entropylong.verifier.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.topic.Topics;
import io.entropylong.verifier.Roots;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of several roots come in any order, answers at any time, everything perhaps more than once. */
class VerifyDeterminismTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final int ROOTS = 4;
    private static final int PARTS = 3;
    private static final double REPEATED = 0.3;

    @TempDir
    Path folder;

    /** A record and where it goes. */
    private record Sent(String topic, String root, Object message) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyTimingGivesTheSameEvents(long seed) {
        Map<String, String> inOrder = events(folder.resolve("in-order"), records(), new Random(0), 0);
        assertThat(inOrder).hasSize(ROOTS);
        assertThat(events(folder.resolve("any"), records(), new Random(seed), REPEATED))
                .isEqualTo(inOrder);
    }

    /** Terminal events by root; each must come once. Without repetitions the records go in their order. */
    private static Map<String, String> events(Path state, List<Sent> records, Random random, double repeated) {
        Map<String, String> events = new TreeMap<>();
        List<Sent> waiting = new ArrayList<>(records);
        try (TopologyTestDriver driver = Drivers.start(state, Duration.ofHours(1))) {
            TestOutputTopic<byte[], byte[]> requests = output(driver, Topics.SCORE_REQUESTS);
            TestOutputTopic<byte[], byte[]> units = output(driver, Topics.UNITS);
            while (!waiting.isEmpty()) {
                Sent next = waiting.get(repeated > 0 ? random.nextInt(waiting.size()) : 0);
                if (random.nextDouble() >= repeated) waiting.remove(next);
                driver.createInputTopic(next.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                        .pipeInput(next.root().getBytes(StandardCharsets.UTF_8), CODEC.encode(next.message()));
                while (!requests.isEmpty()) {
                    ScoresRequested request = CODEC.decode(requests.readValue(), ScoresRequested.class);
                    waiting.add(new Sent(Topics.SCORES, request.ref().root(), Roots.answer(request)));
                }
                while (!units.isEmpty()) {
                    byte[] event = units.readValue();
                    String root = CODEC.decode(event, RootConcluded.class)
                            .facts()
                            .ref()
                            .root();
                    assertThat(events.put(root, new String(event, StandardCharsets.UTF_8)))
                            .as("a second event of %s", root)
                            .isNull();
                }
            }
        }
        return events;
    }

    private static TestOutputTopic<byte[], byte[]> output(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<Sent> records() {
        List<Sent> records = new ArrayList<>();
        for (int root = 0; root < ROOTS; root++) {
            RootRef ref = new RootRef("run", root, "run/" + root, "document-" + root);
            records.add(new Sent(Topics.PROFILES, ref.root(), profile(ref)));
            for (int part = 0; part < PARTS; part++) {
                records.add(new Sent(Topics.CANDIDATES, ref.root(), part(ref, root, part)));
            }
        }
        return records;
    }

    /** Of every other root only what promises enough is scored. */
    private static RootProfiled.Profile profile(RootRef ref) {
        RootProfiled.Profile one = Roots.profile(Roots.promising(Roots.settings(2, 6, 3, 1, 40), ref.ordinal() % 2));
        return new RootProfiled.Profile(
                ref,
                one.corpus(),
                one.settings(),
                one.model(),
                one.text(),
                one.tokens(),
                one.mu(),
                one.sigma(),
                one.tau(),
                one.positions(),
                one.forwardTokens());
    }

    /** Two candidates a part; which of them help, differs between roots, and the last root has none that does. */
    private static CandidatesRetrieved part(RootRef ref, int root, int part) {
        List<Candidate> found = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String text = (part + i + root) % 2 == 0 && root < ROOTS - 1 ? "helps" : "idle";
            found.add(Roots.candidate("p" + part + i, text, 0.1 * ((part * 2 + i + root) % 5)));
        }
        List<Candidate> controls = part == 0 ? List.of(Roots.control("idle")) : List.of();
        return CandidatesRetrieved.part(ref, part, PARTS, found, controls);
    }
}
