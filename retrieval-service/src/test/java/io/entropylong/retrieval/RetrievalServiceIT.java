package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.seed.Lot;
import io.entropylong.common.topic.Topics;
import io.entropylong.retrieval.embedding.Embedder;
import io.entropylong.retrieval.passage.PassageCutter;
import io.entropylong.retrieval.passage.Span;
import io.entropylong.retrieval.search.RunStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init") // set before all tests
class RetrievalServiceIT {
    private static final String[] SUBJECTS = {
        "bread is baked from flour and water",
        "planets move around the sun",
        "a broker keeps records in partitions",
        "cats sleep most of the day",
        "rivers flow from mountains to the sea",
        "a violin has four strings"
    };
    private static final MessageCodec CODEC = new MessageCodec();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path work;

    private static RetrievalFixture fixture;

    @BeforeAll
    static void startEverything() {
        fixture = RetrievalFixture.start(work);
    }

    @AfterAll
    static void stopEverything() {
        if (fixture != null) fixture.close();
    }

    @Test
    void aCorpusIsFilledSealedAndGivesRootsOneForEachThatEnds() throws Exception {
        assertThat(fixture.post("/v1/corpora", "{\"name\":\"small\",\"passageTokens\":16}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(fixture.post("/v1/corpora", "{\"name\":\"small\",\"passageTokens\":16}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(fixture.post("/v1/corpora", "{\"name\":\"small\",\"passageTokens\":17}")
                        .statusCode())
                .isEqualTo(409);
        HttpResponse<String> invalid = fixture.post("/v1/corpora", "{\"name\":\"No Name\"}");
        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(invalid.body()).at("/errors/0/field").asString())
                .isEqualTo("name");

        JsonNode report = fixture.upload("small", "a.jsonl.gz", gzip(lines() + "nonsense\n"));
        assertThat(report.path("accepted").asInt()).isEqualTo(SUBJECTS.length);
        assertThat(report.path("rejected").asInt()).isEqualTo(1);
        assertThat(report.at("/errors/0/line").asInt()).isEqualTo(SUBJECTS.length + 1);
        JsonNode sealed = fixture.seal("small");
        assertThat(sealed.path("documents").asInt()).isEqualTo(SUBJECTS.length);
        assertThat(sealed.path("passages").asInt()).isGreaterThan(SUBJECTS.length);
        IntSummaryStatistics lengths = Arrays.stream(SUBJECTS)
                .mapToInt(subject -> text(subject).length())
                .summaryStatistics();
        assertThat(sealed.path("bytes").asLong()).isPositive();
        assertThat(sealed.at("/characters/total").asLong()).isEqualTo(lengths.getSum());
        assertThat(sealed.at("/characters/shortest").asInt()).isEqualTo(lengths.getMin());
        assertThat(sealed.at("/characters/longest").asInt()).isEqualTo(lengths.getMax());
        assertThat(sealed.at("/characters/median").asInt()).isBetween(lengths.getMin(), lengths.getMax());
        assertThat(fixture.put("small", "b.jsonl", lines().getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(409);

        RunRecorded run = new RunRecorded("run-1", "small", settings(), "out", RunRecorded.State.RUNNING, null);
        fixture.send(Topics.RUNS, "run-1", CODEC.encode(run));
        RunPlanned plan =
                fixture.only(Topics.RUN_PLANS, "run-1", RunPlanned.class, 1).getFirst();
        assertThat(plan.refusal()).isNull();
        assertThat(plan.roots()).isEqualTo(SUBJECTS.length);
        List<RootSelected> roots = fixture.only(Topics.ROOTS, "run-1/", RootSelected.class, 2);
        assertThat(roots).extracting(root -> root.ref().ordinal()).containsExactlyInAnyOrder(0, 1);
        assertThat(roots).allSatisfy(root -> assertThat(root.text()).contains("story"));

        RootRef first = roots.getFirst().ref();
        fixture.send(Topics.UNITS, "run-1", CODEC.encode(ended(first)));
        assertThat(fixture.only(Topics.ROOTS, "run-1/", RootSelected.class, 3))
                .extracting(root -> root.ref().ordinal())
                .contains(first.ordinal() + 2);

        fixture.send(Topics.RUNS, "run-1", CODEC.encode(run.in(RunRecorded.State.CANCELLING, null)));
        RunStore runs = fixture.bean(RunStore.class);
        await().atMost(RetrievalFixture.PATIENCE)
                .until(() -> !runs.find("run-1").orElseThrow().isRunning());
        fixture.send(Topics.UNITS, "run-1", CODEC.encode(ended(roots.getLast().ref())));
        fixture.send(Topics.UNITS, "run-1", "behind it".getBytes(StandardCharsets.UTF_8));
        fixture.records(Topics.deadLetters(Topics.UNITS), "run-1", 1);
        assertThat(fixture.committed(Topics.ROOTS, "run-1/"))
                .as("a run that is being cancelled releases nothing")
                .hasSize(3);
    }

    @Test
    void aRunThatIsCancelledBeforeItIsPlannedReleasesNothing() {
        RunRecorded run = new RunRecorded("run-4", "absent", settings(), "out", RunRecorded.State.RUNNING, null);
        fixture.batch("plan", CODEC.encode(run), CODEC.encode(run.in(RunRecorded.State.CANCELLING, null)));
        assertThat(fixture.committed(Topics.RUN_PLANS, "run-4")).isEmpty();
    }

    private static RootConcluded ended(RootRef root) {
        return new RootConcluded.Refused(
                new RootConcluded.RootFacts(root, settings(), model(), 9, 0, 0, 0, 0),
                RefusalReason.NO_POSITIONS,
                "",
                TokenIds.none(),
                RootMeasurements.none(),
                Map.of(),
                RootConcluded.Cost.baseline(9));
    }

    @Test
    void aFileIsReadOnceForAKeyAndAllThatIsWrongInItCanBeFetched() throws Exception {
        fixture.post("/v1/corpora", "{\"name\":\"files\"}");
        byte[] content = ("nonsense\n" + lines() + "[]\n").getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> first = fixture.put("files", "a.jsonl", content, "key-1");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        HttpResponse<String> again = fixture.put("files", "a.jsonl", content, "key-1");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(JSON.readTree(again.body()).path("accepted").asInt()).isEqualTo(SUBJECTS.length);
        assertThat(fixture.put("files", "a.jsonl", new byte[] {'{'}, "key-1").statusCode())
                .isEqualTo(422);
        assertThat(fixture.put("files", "a.doc", content, "key-2").statusCode()).isEqualTo(415);

        JsonNode file = fixture.get("/v1/corpora/files/files").path(0);
        assertThat(file.path("state").asString()).isEqualTo("DONE");
        assertThat(file.path("bytes").asInt()).isEqualTo(content.length);
        String errors = HTTP.send(
                        HttpRequest.newBuilder(fixture.uri("/v1/corpora/files/files/a.jsonl/errors"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(errors.lines()).hasSize(2).last().asString().contains("\"line\":8", "is not a JSON object");

        HttpResponse<String> failed =
                fixture.put("files", "b.jsonl", "x\ny\n".getBytes(StandardCharsets.UTF_8), "key-3");
        assertThat(failed.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(failed.body()).path("rejected").asInt()).isEqualTo(2);
        assertThat(fixture.get("/v1/corpora/files/files/b.jsonl").path("state").asString())
                .isEqualTo("FAILED");
    }

    @Test
    void aDeletedCorpusLeavesNothingInTheSearchNodeAndItsNameIsNotUsedAgain() throws Exception {
        fixture.post("/v1/corpora", "{\"name\":\"gone\",\"passageTokens\":16}");
        fixture.upload("gone", "a.jsonl", lines().getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> deleted = HTTP.send(
                HttpRequest.newBuilder(fixture.uri("/v1/corpora/gone")).DELETE().build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(202);
        await().atMost(RetrievalFixture.PATIENCE).until(() -> fixture.get("/v1/corpora/gone"), now -> now.path("state")
                .asString()
                .equals("DELETED"));
        String indexes = HTTP.send(
                        HttpRequest.newBuilder(fixture.searchNode().resolve("/_cat/indices"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(indexes).contains("entropylong-corpora").doesNotContain("gone");
        assertThat(fixture.post("/v1/corpora", "{\"name\":\"gone\"}").statusCode())
                .isEqualTo(409);
        assertThat(fixture.put("gone", "b.jsonl", lines().getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aRunOverACorpusThatIsNotThereIsRefused() throws Exception {
        RunRecorded run = new RunRecorded("run-2", "absent", settings(), "out", RunRecorded.State.RUNNING, null);
        fixture.send(Topics.RUNS, "run-2", CODEC.encode(run));
        assertThat(fixture.only(Topics.RUN_PLANS, "run-2", RunPlanned.class, 1)
                        .getFirst()
                        .refusal())
                .isEqualTo("there is no corpus absent");
    }

    @Test
    void candidatesAreTheNearestPassagesOfOtherDocumentsAndThoseThatHoldThePhrase() throws Exception {
        fixture.post("/v1/corpora", "{\"name\":\"find\",\"passageTokens\":16}");
        fixture.upload("find", "a.jsonl", lines().getBytes(StandardCharsets.UTF_8));
        fixture.seal("find");
        String query = "bread and planets";
        String text = "Here too a violin has four strings";
        HighEntropyPosition position = new HighEntropyPosition(5, 5, 6, query, "Here too a violin has fo");
        RootProfiled profile = new RootProfiled.Profile(
                new RootRef("run-3", 0, "run-3/doc-0@0", "doc-0"),
                "find",
                settings(),
                model(),
                text,
                TokenIds.of(1, 2, 3, 4, 5, 6),
                1,
                1,
                3,
                List.of(position),
                7);
        fixture.send(Topics.PROFILES, "run-3/doc-0@0", CODEC.encode(profile));

        CandidatesRetrieved found = fixture.only(Topics.CANDIDATES, "run-3/", CandidatesRetrieved.class, 1)
                .getFirst();
        assertThat(found.candidates())
                .isNotEmpty()
                .noneMatch(candidate -> candidate.document().equals("doc-0"));
        assertThat(found.controls()).hasSize(2).noneMatch(control -> control.document()
                .equals("doc-0"));
        assertThat(found.candidates())
                .anySatisfy(candidate -> assertThat(candidate.retrievals()).anySatisfy(retrieval -> {
                    assertThat(retrieval.arm()).isEqualTo(Arm.PHRASE);
                    assertThat(retrieval.similarity()).isEqualTo(4);
                    assertThat(candidate.document()).isEqualTo("doc-5");
                }));
        Map<Integer, String> byRank = new LinkedHashMap<>();
        for (Candidate candidate : found.candidates()) {
            candidate.retrievals().stream()
                    .filter(retrieval -> retrieval.arm() == Arm.KNN)
                    .forEach(retrieval -> byRank.put(retrieval.rank(), candidate.passage()));
        }
        List<String> expected =
                bruteForce(query, "doc-0").subList(0, settings().retrieval().topK());
        assertThat(byRank).hasSize(expected.size());
        for (int rank = 1; rank <= expected.size(); rank++) {
            assertThat(byRank).containsEntry(rank, expected.get(rank - 1));
        }
    }

    @Test
    void aTextIsIndexedOnceAndARootNeverGetsItsOwnCopyAsAContext() throws Exception {
        fixture.post("/v1/corpora", "{\"name\":\"copies\",\"passageTokens\":64}");
        String original = IntStream.range(0, 300)
                .mapToObj(i -> "word" + Lot.draw(1, Integer.toString(i)) % 1000)
                .collect(Collectors.joining(" "));
        String near = original.replaceFirst("word\\d+ ", "another ");
        fixture.upload(
                "copies",
                "a.jsonl",
                (line("z-first", original) + line("exact", original) + line("near", near) + lines())
                        .getBytes(StandardCharsets.UTF_8));
        JsonNode sealed = fixture.seal("copies");
        assertThat(sealed.path("duplicates").asInt()).isEqualTo(1);
        assertThat(sealed.path("documents").asInt()).isEqualTo(SUBJECTS.length + 2);
        assertThat(fixture.stored("copies", "z-first")
                        .at("/_source/duplicateOf")
                        .asString())
                .isEqualTo("exact");

        String query = original.substring(0, 100);
        fixture.send(
                Topics.PROFILES, "copies-1", CODEC.encode(profile("copies-1", "copies", "exact", original, query)));
        fixture.send(
                Topics.PROFILES, "copies-2", CODEC.encode(profile("copies-2", "copies", "doc-0", original, query)));
        List<CandidatesRetrieved> found = fixture.only(Topics.CANDIDATES, "copies-", CandidatesRetrieved.class, 2);

        assertThat(documents(found, "copies-1")).isNotEmpty().doesNotContain("exact", "near", "z-first");
        assertThat(documents(found, "copies-2")).contains("exact", "near").doesNotContain("z-first");
    }

    private static List<String> documents(List<CandidatesRetrieved> found, String root) {
        return found.stream()
                .filter(answer -> answer.ref().root().equals(root))
                .flatMap(answer -> Stream.concat(answer.candidates().stream(), answer.controls().stream()))
                .map(Candidate::document)
                .toList();
    }

    private static RootProfiled profile(String root, String corpus, String document, String text, String query) {
        return new RootProfiled.Profile(
                new RootRef(root, 0, root, document),
                corpus,
                settings(),
                model(),
                text,
                TokenIds.of(1, 2, 3, 4, 5, 6),
                1,
                1,
                3,
                List.of(new HighEntropyPosition(5, 5, 6, query, query)),
                7);
    }

    private static String line(String id, String text) {
        return JSON.writeValueAsString(Map.of("id", id, "text", text)) + "\n";
    }

    @Test
    void aRecordThatIsNoDocumentGoesToTheDeadLettersWithItsReason() throws Exception {
        fixture.send(Topics.DOCUMENTS, "poison", "not json".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<byte[], byte[]> letter = fixture.records(Topics.deadLetters(Topics.DOCUMENTS), "poison", 1)
                .getFirst();
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("not json");
        assertThat(letter.headers().lastHeader("reason").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("malformed");
        assertThat(letter.headers().lastHeader("detail").value())
                .asString(StandardCharsets.UTF_8)
                .contains("DocumentSubmitted");
        assertThat(letter.headers().lastHeader("service").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("retrieval");
    }

    private static List<String> bruteForce(String query, String except) {
        Embedder embedder = fixture.bean(Embedder.class);
        float[] asked = embedder.embed(List.of(query)).getFirst();
        Map<String, Double> similarities = new LinkedHashMap<>();
        for (int i = 0; i < SUBJECTS.length; i++) {
            String id = "doc-" + i;
            if (id.equals(except)) continue;
            String text = text(SUBJECTS[i]);
            for (Span span : new PassageCutter(16).cut(text)) {
                float[] vector = embedder.embed(List.of(span.of(text))).getFirst();
                double product = 0;
                for (int d = 0; d < vector.length; d++) product += (double) vector[d] * asked[d];
                similarities.put(PassageCutter.passageId(id, span), product);
            }
        }
        return similarities.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String lines() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < SUBJECTS.length; i++) {
            lines.append(line("doc-" + i, text(SUBJECTS[i])));
        }
        return lines.toString();
    }

    private static String text(String subject) {
        return "A story of how " + subject + ".\n\nIt is well known that " + subject + " wherever one looks.\n";
    }

    private static RunSettings settings() {
        return new RunSettings(
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
                RootChoice.atMost(100),
                1,
                2,
                RunSettings.ContextOrder.SHUFFLE,
                42,
                Outputs.portable());
    }

    private static ModelIdentity model() {
        return new ModelIdentity(
                "m", "0", "cpu-fp32", "0", 2048, 100_000, TokenIds.of(0), TokenIds.of(1), TokenIds.of(0));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
