package io.entropylong.assembler.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.tally.Tally;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.StageTraces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsFunctionsTest {
    private final MessageCodec codec = new MessageCodec();

    @TempDir
    private Path state;

    @Test
    void unitsBecomeSamplesAndTheRunCompletes() {
        try (TopologyTestDriver driver = driver(
                new StreamsFunctions().pack(new SimpleMeterRegistry(), StageTraces.none()),
                List.of(Topics.RUNS, Topics.RUN_PLANS, Topics.UNITS))) {
            send(driver, Topics.UNITS, Fixtures.unit("r", 1, 524, 60));
            send(driver, Topics.UNITS, Fixtures.unit("r", 0, 500, 60));
            send(driver, Topics.RUN_PLANS, Fixtures.plan("r", 2));
            send(driver, Topics.RUNS, Fixtures.run("r", 9));

            assertThat(read(driver, Topics.SAMPLES))
                    .extracting(record -> codec.decode(record.value(), Packed.class)
                            .getClass()
                            .getSimpleName())
                    .containsExactly("RootLogged", "RootLogged", "Sample", "Finished");
            assertThat(read(driver, Topics.RUNS))
                    .extracting(record ->
                            codec.decode(record.value(), RunRecorded.class).state())
                    .containsExactly(RunRecorded.State.COMPLETED);
        }
    }

    @Test
    void aCancelledRunEndsWithTheUnitsThatHaveComeInTheirOrder() {
        try (TopologyTestDriver driver = driver(
                new StreamsFunctions().pack(new SimpleMeterRegistry(), StageTraces.none()),
                List.of(Topics.RUNS, Topics.RUN_PLANS, Topics.UNITS))) {
            send(driver, Topics.RUNS, Fixtures.run("r", 9));
            send(driver, Topics.UNITS, Fixtures.refused("r", 0, 60));
            send(driver, Topics.UNITS, Fixtures.unit("r", 12, 524, 60));
            send(driver, Topics.UNITS, Fixtures.unit("r", 3, 500, 60));
            RunRecorded cancelling = Fixtures.run("r", 9).in(RunRecorded.State.CANCELLING, null);
            send(driver, Topics.RUNS, cancelling);
            send(driver, Topics.RUNS, cancelling);

            List<Packed> packed = read(driver, Topics.SAMPLES).stream()
                    .map(record -> codec.decode(record.value(), Packed.class))
                    .toList();
            assertThat(packed).hasSize(5);
            assertThat(((Packed.Sample) packed.get(3)).units())
                    .extracting(unit -> unit.ref().ordinal(), unit -> unit.ref().root())
                    .containsExactly(tuple(1, "r/d3"), tuple(2, "r/d12"));
            assertThat(((Packed.Finished) packed.getLast()).cancelled()).isTrue();
            assertThat(read(driver, Topics.RUNS))
                    .extracting(record ->
                            codec.decode(record.value(), RunRecorded.class).state())
                    .containsOnly(RunRecorded.State.CANCELLED);
        }
    }

    @Test
    void aRecordThatIsNoMessageGoesToTheDeadLettersWithItsReason() {
        try (TopologyTestDriver driver = driver(
                new StreamsFunctions().pack(new SimpleMeterRegistry(), StageTraces.none()),
                List.of(Topics.UNITS, Topics.RUNS))) {
            driver.createInputTopic(Topics.UNITS, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput("r".getBytes(StandardCharsets.UTF_8), "{".getBytes(StandardCharsets.UTF_8));

            TestRecord<byte[], byte[]> dead =
                    read(driver, Topics.deadLetters(Topics.UNITS)).getFirst();
            assertThat(dead.value()).isEqualTo("{".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(dead.headers().lastHeader("reason").value(), StandardCharsets.UTF_8))
                    .isEqualTo("malformed");
            assertThat(new String(dead.headers().lastHeader("detail").value(), StandardCharsets.UTF_8))
                    .contains("RootConcluded");
        }
    }

    @Test
    void theTallyAddsUpWhatPassesByRun() {
        try (TopologyTestDriver driver =
                driver(new StreamsFunctions().tally(), List.of(Topics.UNITS, Topics.SAMPLES))) {
            send(driver, Topics.UNITS, Fixtures.unit("r", 0, 500, 60));
            send(driver, Topics.UNITS, Fixtures.refused("r", 1, 60));
            send(driver, Topics.UNITS, Fixtures.unit("s", 0, 300, 60));

            Tally tally = driver.<String, Tally>getKeyValueStore(StreamsFunctions.TALLY)
                    .get("r");
            assertThat(tally.totals().roots()).isEqualTo(2);
            assertThat(tally.totals().units()).isEqualTo(1);
            assertThat(tally.bufferedTokens()).isEqualTo(500);
        }
    }

    private TopologyTestDriver driver(Consumer<KStream<byte[], byte[]>> function, List<String> topics) {
        StreamsBuilder builder = new StreamsBuilder();
        function.accept(builder.stream(topics, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())));
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return new TopologyTestDriver(builder.build(), properties);
    }

    private void send(TopologyTestDriver driver, String topic, Object message) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("r".getBytes(StandardCharsets.UTF_8), codec.encode(message));
    }

    private static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }
}
