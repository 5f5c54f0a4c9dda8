package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.TopicSettings;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.DeadLetterReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init") // set before all tests
class DeadLetterCommandIT {
    @TempDir
    static Path work;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(ServerHome.find(), work);
        new TopicProvision(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new TopicSettings(2, (short) 1, null, true))
                .ensure();
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) broker.close();
    }

    @Test
    void lettersAreListedShownAndReplayedOnce() throws Exception {
        bury("c/1", "{\"half\": ", DeadLetterReason.MALFORMED, "no JSON");
        bury("late/1", "one", DeadLetterReason.UNKNOWN_CORPUS, "there is no corpus late");
        bury("late/2", "two", DeadLetterReason.UNKNOWN_CORPUS, "there is no corpus late");

        assertThat(dlt("list").lines().map(line -> line.trim().replaceAll(" +", " ")))
                .contains("documents malformed 1 1", "documents unknown-corpus 2 2");
        JsonNode shown = JsonMapper.shared().readTree(dlt("show", "documents", "--reason", "malformed", "-o", "jsonl"));
        assertThat(shown.path("key").asString()).isEqualTo("c/1");
        assertThat(shown.path("value").asString()).isEqualTo("{\"half\": ");
        assertThat(shown.path("detail").asString()).isEqualTo("no JSON");

        assertThat(dlt("replay", "documents", "--reason", "unknown-corpus")).startsWith("replayed 2");
        assertThat(dlt("replay", "documents", "--reason", "unknown-corpus")).startsWith("replayed 0");
        bury("late/3", "three", DeadLetterReason.UNKNOWN_CORPUS, "there is no corpus late");
        assertThat(dlt("replay", "documents", "--reason", "unknown-corpus")).startsWith("replayed 1");

        assertThat(documents()).containsExactlyInAnyOrder("late/1 one", "late/2 two", "late/3 three");
        assertThat(dlt("list").lines().map(line -> line.trim().replaceAll(" +", " ")))
                .contains("documents malformed 1 1", "documents unknown-corpus 3 0");
    }

    @Test
    void whatIsNoTopicOrReasonIsRefusedWithWhatThereIs() {
        StringWriter errors = new StringWriter();
        CommandLine command = EntropyLong.commandLine().setErr(new PrintWriter(errors));

        assertThat(command.execute(
                        "dlt", "replay", "documents", "--reason", "bad", "--kafka", broker.bootstrapServers()))
                .isEqualTo(1);
        assertThat(command.execute("dlt", "show", "papers", "--kafka", broker.bootstrapServers()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("unknown-corpus").contains("documents");
    }

    private static String dlt(String... arguments) {
        List<String> line = new ArrayList<>(List.of("dlt"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--kafka", broker.bootstrapServers()));
        StringWriter out = new StringWriter();
        int exit = EntropyLong.commandLine().setOut(new PrintWriter(out)).execute(line.toArray(String[]::new));
        assertThat(exit).isZero();
        return out.toString();
    }

    private static void bury(String key, String value, DeadLetterReason reason, String detail) throws Exception {
        DeadLetter letter = new DeadLetter(
                key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8), reason, detail);
        ProducerRecord<String, String> record = new ProducerRecord<>("documents.dlt", key, value);
        letter.headers("retrieval").forEach((name, text) -> record.headers().add(name, text));
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(record).get();
        }
    }

    private static List<String> documents() {
        List<String> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition("documents", 0), new TopicPartition("documents", 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    read.add(record.key() + " " + record.value());
                }
            }
        }
        return read;
    }
}
