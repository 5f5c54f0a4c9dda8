package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run that is cancelled while the whole suite is killed; with the real model. */
class CancelIT {
    private static final Path CORPUS = Path.of("..", "common", "src", "main");
    private static final int SAMPLE_TOKENS = 2048;
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private Path folder;

    @BeforeEach
    void emptyFolder() throws IOException {
        folder = WorkFolder.empty("cancel");
    }

    @Test
    void aCancelledRunBecomesADatasetOfItsFullSamplesAlsoWhenEverythingIsKilledJustThen() throws Exception {
        String data = folder.resolve("data").toString();
        int planned;
        Command serve = serve(data);
        try {
            awaitAddresses(serve);
            execute(
                    "corpus",
                    "add",
                    "books",
                    CORPUS.toString(),
                    "--seal",
                    "--passage-tokens",
                    "256",
                    "--data-dir",
                    data);
            execute(
                    "runs",
                    "start",
                    "books",
                    "--name",
                    "first",
                    "--sample-tokens",
                    Integer.toString(SAMPLE_TOKENS),
                    "--root-min-tokens",
                    "100",
                    "--root-max-tokens",
                    "400",
                    "--top-k",
                    "4",
                    "--max-candidates",
                    "8",
                    "--data-dir",
                    data);
            await().atMost(PATIENCE)
                    .until(() -> run(serve, data).at("/progress/samples").asInt() > 0);
            planned = run(serve, data).at("/progress/roots/planned").asInt();
            execute("runs", "cancel", "first", "--data-dir", data);
        } finally {
            serve.kill();
        }

        Command again = serve(data);
        try {
            awaitAddresses(again);
            await().atMost(PATIENCE)
                    .until(() -> run(again, data).path("state").asString().equals("CANCELLED"));
            execute("runs", "cancel", "first", "--data-dir", data);
            Command watch =
                    Command.start(folder.resolve("watch.txt"), List.of("runs", "watch", "first", "--data-dir", data));
            assertThat(watch.process().waitFor()).isEqualTo(3);
            assertThat(watch.output())
                    .containsPattern("running: \\d+ %, roots \\d+ of " + planned)
                    .containsPattern("state +CANCELLED")
                    .containsPattern("samples +[1-9]\\d* written");
        } finally {
            again.interrupt();
            assertThat(again.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        Path dataset = Path.of(data, "datasets", "first");
        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(dataset.resolve("manifest.json")));
        assertThat(manifest.path("cancelled").asBoolean()).isTrue();
        assertThat(manifest.at("/counts/samples").asInt()).isPositive();
        assertThat(manifest.at("/counts/roots").asInt()).isLessThan(planned);
        execute("verify", dataset.toString());
        assertThatAnEstimateOfTheSameCorpusGoesByThe(dataset, manifest);
    }

    private void assertThatAnEstimateOfTheSameCorpusGoesByThe(Path dataset, JsonNode manifest) throws Exception {
        Command estimate = Command.start(
                folder.resolve("estimate.txt"),
                List.of(
                        "estimate",
                        "--corpus",
                        CORPUS.toString(),
                        "--like",
                        dataset.toString(),
                        "--roots",
                        manifest.at("/counts/roots").asString(),
                        "--passage-tokens",
                        "256",
                        "--root-min-tokens",
                        "100",
                        "--root-max-tokens",
                        "400",
                        "--sample-tokens",
                        Integer.toString(SAMPLE_TOKENS)));
        assertThat(estimate.process().waitFor()).as(estimate.output()).isZero();
        assertThat(estimate.output())
                .containsPattern("documents +[1-9]\\d*, [\\d,]+ characters, [\\d,]+ tokens")
                .containsPattern("time +\\d+\\.\\d\\d hours at [1-9][\\d,]* forward tokens a second")
                .contains("rates from", "run first in " + dataset, "speed from      this machine now");
        Matcher forward = Pattern.compile("forward tokens +([\\d,]+)").matcher(estimate.output());
        assertThat(forward.find()).isTrue();
        assertThat(Double.parseDouble(forward.group(1).replace(",", "")))
                .as("about what that run took for as many roots")
                .isCloseTo(manifest.at("/cost/forward_tokens").asDouble(), Percentage.withPercentage(50));
    }

    private Command serve(String data) throws IOException {
        return Command.start(folder.resolve("output.txt"), List.of("serve", "--data-dir", data));
    }

    private static void awaitAddresses(Command serve) {
        await().atMost(PATIENCE)
                .until(() ->
                        serve.output().contains("pages ") || !serve.process().isAlive());
    }

    private static JsonNode run(Command serve, String data) throws IOException, InterruptedException {
        assertThat(serve.process().isAlive()).as(serve.output()).isTrue();
        JsonNode addresses = JsonMapper.shared().readTree(Files.readAllBytes(Path.of(data, "addresses.json")));
        return new Api(URI.create(addresses.path("runs").asString())).get("/v1/runs/first");
    }

    private static void execute(String... arguments) {
        assertThat(EntropyLong.execute(arguments)).isZero();
    }
}
