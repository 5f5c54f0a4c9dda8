package io.entropylong.deployment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.common.topic.Topics;
import io.entropylong.deployment.Project;
import io.entropylong.deployment.ServedSuite;
import io.entropylong.deployment.SmallRun;
import io.entropylong.deployment.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Floods a running suite with what nobody should send; a run afterwards shows that it works on. */
class HostileInputIT {
    private static final int RECORDS = Integer.getInteger("fuzz.records", 300);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 80);
    private static final int CONTRADICTIONS = Integer.getInteger("fuzz.contradictions", 20);
    private static final int EXAMPLES = Integer.getInteger("fuzz.examples", 40);
    private static final String CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_schema_conformance,response_headers_conformance,unsupported_method";
    private static final int ABSURD = 1_000;

    /** What a flood may leave in memory, in bytes. */
    private static final long GROWTH = 128L << 20;

    /** How many services take a topic's records for their own, and so send the malformed to its dead letters. */
    private static final Map<String, Integer> READERS =
            Map.of(Topics.RUNS, 2, Topics.PROFILES, 2, Topics.UNITS, 2, Topics.VOCABULARIES, 0);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static ServedSuite suite;
    private static SmallRun small;

    @BeforeAll
    static void makeADataset() throws Exception {
        suite = ServedSuite.start(folder.resolve("data"), Path.of("target/hostile-input.log"), Map.of());
        small = new SmallRun(suite.corpora(), suite.runs(), "");
        small.upload();
        small.seal();
        small.run("before");
    }

    @AfterAll
    static void stop() {
        if (suite != null) suite.close();
    }

    @Test
    void everyMalformedRecordIsBuriedOnceByEachReaderAndEveryGoodOneArrives() throws Exception {
        RecordFlood flood = new RecordFlood(suite.kafka());
        Map<String, Integer> before = new HashMap<>();
        for (String topic : Topics.ALL) before.put(topic, buried(flood, topic));
        long heap = suite.heapInUse();

        flood.malformed(RECORDS);
        small.run("after-malformed-records");
        awaitNothingWaiting();

        for (String topic : Topics.ALL) {
            assertThat(buried(flood, topic) - before.getOrDefault(topic, 0))
                    .as("dead letters of " + topic)
                    .isEqualTo(RECORDS * READERS.getOrDefault(topic, 1));
        }
        assertThat(suite.heapInUse()).isLessThan(heap + GROWTH);
    }

    @Test
    void absurdDocumentsHoldNothingUp() throws Exception {
        SmallRun absurd = new SmallRun(suite.corpora(), suite.runs(), "", "absurd");
        absurd.upload();

        new RecordFlood(suite.kafka()).absurdDocuments("absurd", ABSURD);

        awaitNothingWaiting();
        absurd.seal();
        absurd.run("after-absurd-documents");
    }

    /** In the name of a run that goes on meanwhile, and of one that nobody knows. */
    @Test
    void messagesThatContradictWhatIsKnownHoldNothingUp() throws Exception {
        RecordFlood flood = new RecordFlood(suite.kafka());
        small.start("contradicted");
        flood.contradictory("before", "contradicted", CONTRADICTIONS);
        flood.contradictory("before", "unknown", CONTRADICTIONS);

        small.run("after-contradictions");

        awaitNothingWaiting();
    }

    @Test
    void noRequestIsTheServicesFault() throws Exception {
        long heap = suite.heapInUse();

        assertThat(new RequestFlood(
                                suite.runs(),
                                "assembler.json",
                                Map.of("run", "before", "sample", "before-000000"),
                                Map.of())
                        .faults(REQUESTS))
                .isEmpty();
        assertThat(new RequestFlood(
                                suite.corpora(),
                                "retrieval.json",
                                Map.of("corpus", "sources", "file", "common.jsonl"),
                                Map.of("corpus", "fuzz", "file", "f.jsonl"))
                        .faults(REQUESTS))
                .isEmpty();

        small.run("after-requests");
        assertThat(suite.heapInUse()).isLessThan(heap + GROWTH);
    }

    @Test
    void everyAnswerIsOneThatTheOpenApiDocumentPromises() throws Exception {
        SmallRun checked = new SmallRun(suite.corpora(), suite.runs(), "", "checked");
        checked.make();
        checked.upload();

        assertThat(schemathesis("assembler.json", suite.runs(), Map.of("run", "before", "sample", "before-000000")))
                .satisfies(run -> assertThat(run.exit()).as(run.output()).isZero());
        assertThat(schemathesis("retrieval.json", suite.corpora(), Map.of("corpus", "checked", "file", "common.jsonl")))
                .satisfies(run -> assertThat(run.exit()).as(run.output()).isZero());
    }

    private static Tool.Result schemathesis(String document, String base, Map<String, String> names)
            throws IOException {
        StringBuilder parameters = new StringBuilder("[parameters]\n");
        names.forEach((name, value) -> parameters.append("\"path.%s\" = \"%s\"%n".formatted(name, value)));
        Path config = Files.writeString(folder.resolve(document + ".toml"), parameters);
        return Tool.SCHEMATHESIS.run(
                folder,
                List.of(
                        "--config-file",
                        config.toString(),
                        "run",
                        Project.file("docs/api/" + document).toString(),
                        "--url",
                        base,
                        "--checks",
                        CHECKS,
                        "--max-examples",
                        Integer.toString(EXAMPLES),
                        "--seed",
                        "1",
                        "--no-color"));
    }

    @Test
    void documentsWhoseCorpusCameLateAreReplayedAndMakeARun() throws Exception {
        RecordFlood flood = new RecordFlood(suite.kafka());
        Map<String, String> documents = new LinkedHashMap<>();
        for (Map<String, String> document : SmallRun.documents()) {
            Map<String, String> record = new LinkedHashMap<>(document);
            record.put("corpus", "late");
            documents.put("late/" + document.get("id"), JsonMapper.shared().writeValueAsString(record));
        }
        flood.send(Topics.DOCUMENTS, documents);
        awaitLetters(flood, Topics.DOCUMENTS, "unknown-corpus", documents.keySet());

        SmallRun late = new SmallRun(suite.corpora(), suite.runs(), "", "late");
        late.make();
        suite.command("dlt", "replay", "documents", "--reason", "unknown-corpus", "--kafka", suite.kafka());

        late.awaitDocuments(documents.size());
        late.seal();
        late.run("late");
    }

    @Test
    void aDocumentsDeadLetterNamesItsReason() throws Exception {
        RecordFlood flood = new RecordFlood(suite.kafka());
        new SmallRun(suite.corpora(), suite.runs(), "", "open").make();
        String large = "word ".repeat(800_001);

        flood.send(Topics.DOCUMENTS, Map.of("reason/sealed", "{\"corpus\":\"sources\",\"id\":\"1\",\"text\":\"t\"}"));
        flood.send(
                Topics.DOCUMENTS,
                Map.of("reason/large", "{\"corpus\":\"open\",\"id\":\"1\",\"text\":\"" + large + "\"}"));
        flood.send(Topics.DOCUMENTS, Map.of("reason/malformed", "{\"corpus\":\"open\",\"id\":\"1\"}"));

        awaitLetters(flood, Topics.DOCUMENTS, "sealed-corpus", Set.of("reason/sealed"));
        awaitLetters(flood, Topics.DOCUMENTS, "too-large", Set.of("reason/large"));
        awaitLetters(flood, Topics.DOCUMENTS, "malformed", Set.of("reason/malformed"));
    }

    private static void awaitLetters(RecordFlood flood, String topic, String reason, Set<String> keys) {
        await(reason).atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                        flood.read(Topics.deadLetters(topic)).stream()
                                .filter(letter -> reason.equals(text(
                                        letter.headers().lastHeader("reason").value())))
                                .map(letter -> text(letter.key())))
                .containsAll(keys));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static int buried(RecordFlood flood, String topic) {
        return flood.read(Topics.deadLetters(topic)).size();
    }

    private static void awaitNothingWaiting() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.kafka()))) {
            await("all is read")
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        assertThat(suite.isAlive()).isTrue();
                        assertThat(waiting(admin))
                                .as("records that wait, by group and partition")
                                .isEmpty();
                    });
        }
    }

    /** A lag of one is the marker behind a transaction; replaying is a user's business. */
    private static Map<String, Long> waiting(Admin admin) throws Exception {
        Map<String, Long> waiting = new HashMap<>();
        for (var group : admin.listGroups().all().get()) {
            if (group.groupId().startsWith("dead-letters-replayed-")) continue;
            var committed = admin.listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
            var ends = admin.listOffsets(asked).all().get();
            committed.forEach((partition, offset) -> {
                var end = ends.get(partition);
                if (end != null && offset != null && end.offset() - offset.offset() > 1) {
                    waiting.put(group.groupId() + " " + partition, end.offset() - offset.offset());
                }
            });
        }
        return waiting;
    }
}
