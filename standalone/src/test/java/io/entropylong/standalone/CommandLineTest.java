package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aMissingCorpusIsNamedAndFails() {
        Path missing = folder.resolve("missing.jsonl");

        assertThatThrownBy(() -> CorpusFiles.of(List.of(missing)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(missing.toString());
        assertThat(EntropyLong.execute("run", "--corpus", missing.toString(), "--out", folder.toString()))
                .isEqualTo(1);
    }

    @Test
    void anUploadNeedsAFinishedDatasetAndAPlace() throws IOException {
        assertThat(EntropyLong.execute("upload", folder.toString(), "s3://bucket/a"))
                .isEqualTo(1);
        Files.writeString(folder.resolve("manifest.json"), "{}");
        assertThat(EntropyLong.execute("upload", folder.toString(), "bucket/a")).isEqualTo(2);
    }

    @Test
    void aDataDirInsideTheDatasetIsRefused() throws IOException {
        Path corpus = Files.writeString(folder.resolve("corpus.jsonl"), "{\"text\":\"a\"}");
        Path out = folder.resolve("out");

        assertThat(EntropyLong.execute(
                        "run",
                        "--corpus",
                        corpus.toString(),
                        "--out",
                        out.toString(),
                        "--data-dir",
                        out.resolve("work").toString()))
                .isEqualTo(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void aFileOfUnknownKindIsRefusedWithWhatIsWanted() throws IOException {
        Path file = Files.writeString(folder.resolve("corpus.csv"), "a,b");

        assertThatThrownBy(() -> CorpusFiles.of(List.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(".jsonl");
    }

    @Test
    void filesOfEachKindThatACorpusTakesAreSentAsTheyAre() throws IOException {
        for (String name : List.of("a.jsonl", "a.jsonl.zst", "a.ndjson.gz", "a.parquet", "a.txt", "a.md.gz")) {
            Path file = Files.writeString(folder.resolve(name), name);

            CorpusFile sent = CorpusFiles.of(List.of(file)).getFirst();

            assertThat(sent.name()).isEqualTo(name);
            try (InputStream content = sent.opener().open()) {
                assertThat(content).hasContent(name);
            }
        }
    }

    @Test
    void anOutputThatHoldsADatasetIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{}");
        MainJob job = new MainJob(List.of(), 512, Map.of(), folder, folder.resolve(".work"), false);

        assertThatThrownBy(job::checkOutput)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("already holds a dataset");
    }

    @Test
    void aModelThatIsNoneIsNamedBeforeAnythingIsStarted() throws IOException {
        Path model = Files.writeString(folder.resolve("model.gguf"), "not a model");

        assertThatThrownBy(() -> LocalModel.require(model))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("model.gguf")
                .hasMessageContaining("not a GGUF file");
        assertThatThrownBy(() -> LocalModel.require(folder.resolve("missing.gguf")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aFullDiskIsNamedWithWhatIsLeft() throws IOException {
        DiskSpace.require(folder, 1);
        assertThatThrownBy(() -> DiskSpace.require(folder, Long.MAX_VALUE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("is full");
    }

    @Test
    void twoFoldersOfOneNameAreTwoFilesOfTheCorpus() throws IOException {
        Path one = Files.createDirectories(folder.resolve("a/texts"));
        Path other = Files.createDirectories(folder.resolve("b/texts"));

        assertThat(CorpusFiles.of(List.of(one, other)))
                .extracting(CorpusFile::name)
                .containsExactly("texts.jsonl", "2-texts.jsonl");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertThat(EntropyLong.execute("run")).isEqualTo(2);
        assertThat(EntropyLong.execute("demo", "--no-such-option")).isEqualTo(2);
    }

    @Test
    void aServerThatDoesNotAnswerExitsWithFour() {
        assertThat(run("runs", "ls", "--runs", "http://127.0.0.1:1").exitCode()).isEqualTo(4);
        Outcome none = run("corpus", "ls", "--data-dir", folder.toString());

        assertThat(none.exitCode()).isEqualTo(4);
        assertThat(none.errors()).contains("addresses.json is not there: start 'entropylong serve'", "--corpora URL");
    }

    @Test
    void everyCommandHasHelpWithExamples() {
        CommandLine root = EntropyLong.commandLine();

        root.getSubcommands().forEach((name, command) -> {
            if (name.equals("help") || name.equals("generate-completion")) return;
            String help = command.getUsageMessage();
            assertThat(command.isUsageHelpRequested() || help.contains("--help"))
                    .as(name)
                    .isTrue();
            assertThat(help).as(name).containsIgnoringCase("example").contains("entropylong " + name);
            assertThat(command.getCommandSpec().usageMessage().description()[0])
                    .as("the line that the list of commands shows of %s", name)
                    .endsWith(".");
        });
    }

    @Test
    void everyCommandTakesTheSameThreeFormsOfOutput() {
        assertThat(leaves(EntropyLong.commandLine())).hasSizeGreaterThan(20).allSatisfy(command -> assertThat(
                        command.getCommandSpec().mixins())
                .as(command.getCommandSpec().qualifiedName())
                .anySatisfy((name, mixin) -> assertThat(mixin.userObject()).isInstanceOf(OutputOption.class)));
        assertThat(run("runs", "ls", "-o", "yaml").exitCode()).isEqualTo(2);
    }

    private static List<CommandLine> leaves(CommandLine command) {
        String name = command.getCommandName();
        if (name.equals("help") || name.equals("generate-completion")) return List.of();
        if (command.getSubcommands().isEmpty()) return List.of(command);
        return command.getSubcommands().values().stream()
                .flatMap(sub -> leaves(sub).stream())
                .toList();
    }

    @Test
    void theCompletionIsAScriptThatBashReads() throws IOException, InterruptedException {
        Outcome generated = run("generate-completion");
        Path script = Files.writeString(folder.resolve("completion.sh"), generated.output());
        Process bash =
                new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();

        assertThat(bash.waitFor()).isZero();
        assertThat(generated.output()).contains("inspect", "doctor", "--gpu-hour-price");
    }

    @Test
    void aProblemOfAServerIsToldInItsWordsWithEachField() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] problem = """
                {"type":"/problems/invalid-run","detail":"the run is not valid",
                 "errors":[{"field":"settings.alpha","message":"must be a number"}]}""".getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(400, problem.length);
            exchange.getResponseBody().write(problem);
            exchange.close();
        });
        server.start();
        try {
            Outcome refused = run(
                    "runs",
                    "start",
                    "books",
                    "--runs",
                    "http://127.0.0.1:" + server.getAddress().getPort());

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors())
                    .contains("POST /v1/runs gives 400: the run is not valid", "settings.alpha must be a number");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFolderWithoutADatasetIsNamedByWhateverReadsDatasets() {
        Outcome inspected = run("inspect", folder.toString());

        assertThat(inspected.exitCode()).isEqualTo(1);
        assertThat(inspected.errors()).contains(folder + ": it holds no finished dataset");
        assertThat(run("estimate", "--corpus", folder.toString(), "--like", folder.toString())
                        .errors())
                .contains("--like " + folder);
    }

    @Test
    void aDatasetOfAnotherVersionIsToldByTheFieldThatIsMissing() throws IOException {
        Path manifest = Files.writeString(folder.resolve("manifest.json"), "{\"model\": {\"name\": \"a\"}}");

        for (String command : List.of("stats", "sweep")) {
            Outcome read = run(command, folder.toString());

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(read.errors())
                    .isEqualToIgnoringNewLines("entropylong: " + manifest
                            + ": model.vocabulary is missing or no int: was it written by another version?");
        }
    }

    @Test
    void doctorSaysWhatWillNotDoAndWhatToDo() {
        Outcome sick = run("doctor", "--model", folder.resolve("missing.gguf").toString(), "-o", "jsonl");

        assertThat(sick.exitCode()).isEqualTo(1);
        List<JsonNode> checks =
                sick.output().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(checks)
                .filteredOn(check -> check.path("state").asString().equals("FAILED"))
                .extracting(check -> check.path("name").asString())
                .contains("model");
        assertThat(checks)
                .filteredOn(check -> check.path("name").asString().equals("model"))
                .first()
                .satisfies(check -> assertThat(check.path("advice").asString()).contains("--model"));
    }

    private record Outcome(int exitCode, String output, String errors) {}

    private static Outcome run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine command = EntropyLong.commandLine();
        command.setOut(new PrintWriter(output));
        command.setErr(new PrintWriter(errors));
        return new Outcome(command.execute(arguments), output.toString(), errors.toString());
    }
}
