package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job with the real model, a real broker and a real search node, on a small real corpus: the Java sources of this
 * project. The dataset stays in target/end-to-end for the independent readers in checks/.
 */
class EndToEndIT {
    private static final Path DATASET = Path.of("target", "end-to-end").toAbsolutePath();
    private static final Path CORPUS = Path.of("..", "common", "src", "main");
    private static final Path OUTPUT = Path.of("target", "end-to-end.log").toAbsolutePath();
    private static final int SAMPLE_TOKENS = 8192;

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void aFolderOfSourcesBecomesAVerifiedDatasetAlsoWhenTheCommandIsInterrupted() throws Exception {
        FileSystemUtils.deleteRecursively(DATASET);

        Command interrupted = start();
        await().atMost(Duration.ofMinutes(3)).until(interrupted::output, EndToEndIT::showsScoredPairs);
        interrupted.interrupt();
        assertThat(interrupted.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted.process().exitValue()).isEqualTo(130);
        assertThat(interrupted.output()).contains("the same command goes on").doesNotContain("Exception", "gives 500");
        assertThat(descendants()).isEmpty();
        assertThat(DATASET.resolve("manifest.json")).doesNotExist();

        Command resumed = start();
        assertThat(resumed.process().waitFor(10, TimeUnit.MINUTES)).isTrue();

        assertThat(resumed.process().exitValue()).as(resumed.output()).isZero();
        assertThat(DATASET.resolve(".work")).doesNotExist();
        JsonNode manifest = json.readTree(Files.readString(DATASET.resolve("manifest.json")));
        assertThat(manifest.path("model").path("precision").asString()).isEqualTo("cpu-fp32");
        List<JsonNode> samples = lines("samples.jsonl");
        assertThat(samples).hasSize(1);
        assertThat(samples.get(0).path("tokens").asInt()).isEqualTo(SAMPLE_TOKENS);
        assertSpansCover(samples.get(0));
        List<JsonNode> dependencies = lines("dependencies.jsonl");
        assertThat(dependencies).isNotEmpty().allSatisfy(dependency -> {
            double entropy = dependency.path("entropy").asDouble();
            double with = dependency.path("entropy_with_context").asDouble();
            assertThat((entropy - with) / entropy).isGreaterThan(0.4);
        });
        assertThat(lines("controls.jsonl")).isNotEmpty();
        assertThat(lines("roots.jsonl")).isNotEmpty();
        assertThat(manifest.path("files").valueStream().map(file -> file.path("path")
                        .asString()))
                .contains(
                        "mds/index.json",
                        "mds/shard.00000.mds",
                        "parquet/train-00000-of-00001.parquet",
                        "jsonl/train-00000-of-00001.jsonl",
                        "megatron/samples.bin",
                        "megatron/samples.idx")
                .allSatisfy(file -> assertThat(DATASET.resolve(file)).exists());
        assertThat(DATASET.resolve("README.md")).exists();
        assertCanBeExplainedAndMadeAgain();
        assertCanBeWrittenUnderOtherCriteria();
        assertThatTheInspectorShows(samples.get(0).path("sample").asString());
    }

    private static void assertCanBeExplainedAndMadeAgain() {
        String dataset = DATASET.toString();
        for (String command : List.of("stats", "sweep", "verify")) {
            assertThat(EntropyLong.execute(command, dataset)).isZero();
            assertThat(EntropyLong.execute(command, dataset, "-o", "json")).isZero();
        }
        for (String form : List.of("text", "json", "jsonl")) {
            assertThat(EntropyLong.execute("explain", "0", "--dataset", dataset, "-o", form))
                    .isZero();
            assertThat(EntropyLong.execute("explain", "0", "--dataset", dataset, "--dependency", "0", "-o", form))
                    .isZero();
        }
        String corpus = CORPUS.toString();
        assertThat(EntropyLong.execute("rebuild", "0", "--dataset", dataset, "--corpus", corpus))
                .isZero();
        String other = Path.of("..", "messaging", "src", "main").toString();
        assertThat(EntropyLong.execute("rebuild", "0", "--dataset", dataset, "--corpus", other))
                .isOne();
    }

    /** Also what the independent readers open: the dataset that verifies nothing. */
    private static void assertCanBeWrittenUnderOtherCriteria() throws IOException {
        Path same = written("same", "--criterion", "paper", "--epsilon", "0.4");
        for (String file : List.of(
                "mds/shard.00000.mds",
                "provenance/samples.jsonl",
                "provenance/dependencies.jsonl",
                "provenance/controls.jsonl",
                "provenance/vocabulary.json")) {
            assertThat(same.resolve(file)).hasSameBinaryContentAs(DATASET.resolve(file));
        }
        Path looser = written("looser", "--criterion", "paper", "--epsilon", "0.2");
        assertThat(looser.resolve("provenance/samples.jsonl"))
                .content()
                .isNotEqualTo(Files.readString(DATASET.resolve("provenance/samples.jsonl")));
        written("noverify", "--criterion", "none", "--order", "sequence");
    }

    private static Path written(String name, String... point) throws IOException {
        Path folder = DATASET.resolveSibling("end-to-end-" + name);
        FileSystemUtils.deleteRecursively(folder);
        List<String> sweep = new ArrayList<>(List.of("sweep", DATASET.toString()));
        sweep.addAll(List.of(point));
        sweep.addAll(List.of("--write", folder.toString(), "--corpus", CORPUS.toString()));
        assertThat(EntropyLong.execute(sweep.toArray(String[]::new))).isZero();
        assertThat(EntropyLong.execute("verify", folder.toString())).isZero();
        return folder;
    }

    private static void assertThatTheInspectorShows(String sample) throws IOException, InterruptedException {
        Command inspect = Command.start(
                DATASET.resolveSibling("inspect.txt"), List.of("inspect", DATASET.toString(), "--port", "0"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> inspect.output().contains("inspect http://")
                            || !inspect.process().isAlive());
            URI page = URI.create(inspect.output().strip().replaceAll("(?s).*inspect (\\S+).*", "$1"));
            assertThat(body(http, page)).contains("<title>EntropyLong</title>");
            assertThat(body(http, page.resolve("/v1/samples/" + sample + "/text")))
                    .contains("package io.entropylong.common", "<|endoftext|>");
            assertThat(body(http, page.resolve("/v1/runs"))).contains("\"state\":\"COMPLETED\"");
        } finally {
            inspect.interrupt();
        }
        assertThat(inspect.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static String body(HttpClient http, URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static Command start() throws IOException {
        return Command.start(
                OUTPUT,
                List.of(
                        "run",
                        "--corpus",
                        CORPUS.toString(),
                        "--out",
                        DATASET.toString(),
                        "--samples",
                        "1",
                        "--sample-tokens",
                        Integer.toString(SAMPLE_TOKENS),
                        "--unit-tokens",
                        Integer.toString(SAMPLE_TOKENS / 2),
                        "--root-min-tokens",
                        "100",
                        "--root-max-tokens",
                        "400",
                        "--passage-tokens",
                        "256",
                        "--top-k",
                        "4",
                        "--phrase-k",
                        "2",
                        "--max-candidates",
                        "8",
                        "--control-passages",
                        "1",
                        "--formats",
                        "mds,parquet,jsonl,megatron"));
    }

    private static boolean showsScoredPairs(String output) {
        return output.lines().anyMatch(line -> line.matches("running: .*pairs [1-9].*"));
    }

    /** Processes that work in the dataset's folder. */
    private static List<String> descendants() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(DATASET.toString()))
                .toList();
    }

    private static void assertSpansCover(JsonNode sample) {
        int next = 0;
        for (JsonNode unit : sample.path("units")) {
            assertThat(unit.path("start").asInt()).isEqualTo(next);
            next = unit.path("end").asInt();
            assertThat(unit.path("contexts")).isNotEmpty();
        }
        JsonNode filler = sample.path("filler");
        if (!filler.isNull()) {
            assertThat(filler.path(0).asInt()).isEqualTo(next);
            next = filler.path(1).asInt();
        }
        assertThat(next).isEqualTo(SAMPLE_TOKENS);
    }

    private List<JsonNode> lines(String name) throws IOException {
        return Files.readAllLines(DATASET.resolve("provenance").resolve(name)).stream()
                .map(json::readTree)
                .toList();
    }
}
