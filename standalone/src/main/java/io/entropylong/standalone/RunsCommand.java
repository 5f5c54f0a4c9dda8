package io.entropylong.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Runs of a running server. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Starts, lists, watches and cancels the runs of a running server.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  entropylong runs start books --name first --samples 10",
            "  entropylong runs ls",
            "  entropylong runs status first -o json",
            "  entropylong runs watch first",
            "  entropylong runs cancel first"
        })
final class RunsCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Starts a run on a sealed corpus; the same again starts nothing and gives the same run.")
    void start(
            @Mixin ServerOptions server,
            @Mixin RunOptions options,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "CORPUS", description = "a sealed corpus") String corpus,
            @Option(names = "--name", paramLabel = "RUN", description = "default: from corpus and settings") @Nullable
                    String name)
            throws IOException, InterruptedException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("corpus", corpus);
        if (name != null) request.put("run", name);
        request.put("settings", options.given());
        JsonNode run = server.runs().post("/v1/runs", request);
        output.print(run, started -> started.path("run").asString(""));
    }

    @Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists the runs of a server.")
    void list(@Mixin ServerOptions server, @Mixin OutputOption output) throws IOException, InterruptedException {
        output.print(server.runs().list("/v1/runs"), RunsCommand::table);
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "How far a run is. Exits with 1 when it failed, with 3 when it was cancelled.")
    int status(
            @Mixin ServerOptions server,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "RUN", description = "its name") String name)
            throws IOException, InterruptedException {
        JsonNode run = server.runs().get("/v1/runs/" + Api.segment(name));
        output.print(run, RunsCommand::text);
        return exitCode(run);
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            description = "Shows a run live until it ends. Exits with 1 when it failed, with 3 when it was cancelled.")
    int watch(
            @Mixin ServerOptions server,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "RUN", description = "its name") String name)
            throws IOException, InterruptedException {
        Api api = server.runs();
        Progress progress = Progress.onTerminalOrLines();
        progress.stage("running");
        while (true) {
            JsonNode run = api.get("/v1/runs/" + Api.segment(name));
            progress.run(run);
            String state = run.path("state").asString("");
            if (MainJob.ENDS.contains(state)) {
                progress.done();
                output.print(run, RunsCommand::text);
                return exitCode(run);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends a run early: no more roots are begun, and its dataset is finished with what is there.")
    void cancel(
            @Mixin ServerOptions server,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "RUN", description = "its name") String name)
            throws IOException, InterruptedException {
        JsonNode run = server.runs().post("/v1/runs/" + Api.segment(name) + "/cancel", Map.of());
        output.print(run, one -> one.path("state").asString(""));
    }

    private static int exitCode(JsonNode run) {
        return switch (run.path("state").asString("")) {
            case "FAILED" -> ExitCode.FAILED;
            case "CANCELLED" -> ExitCode.DONE_WITH_FAILURES;
            default -> ExitCode.DONE;
        };
    }

    private static String text(JsonNode run) {
        return String.join(System.lineSeparator(), RunDisplay.plain(run));
    }

    private static String table(List<JsonNode> runs) {
        if (runs.isEmpty()) return "no run; 'entropylong runs start CORPUS' starts one";
        TextTable table = new TextTable("run", "state", "corpus", "roots", "dependencies", "samples");
        for (JsonNode run : runs) {
            table.add(
                    run.path("run").asString(""),
                    run.path("state").asString(""),
                    run.path("corpus").asString(""),
                    run.at("/progress/roots/concluded").asLong(0),
                    run.at("/totals/dependencies").asLong(0),
                    run.at("/progress/samples").asLong(0));
        }
        return table.toString();
    }
}
