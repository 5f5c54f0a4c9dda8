package io.entropylong.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Corpora of a running server. */
@Command(
        name = "corpus",
        mixinStandardHelpOptions = true,
        description = "Loads and lists the corpora of a running server.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  entropylong corpus add books books.jsonl.gz more/ --seal",
            "  entropylong corpus ls -o jsonl",
            "  entropylong corpus ls --corpora http://127.0.0.1:8082"
        })
final class CorpusCommand {
    @Spec
    @Nullable
    CommandSpec spec;

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a corpus, unless it is there, and sends files to it. Exits with 3 when records were rejected.")
    int add(
            @Mixin ServerOptions server,
            @Parameters(index = "0", paramLabel = "CORPUS", description = "its name") String corpus,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "PATH",
                            description = "files of documents, or folders, zips and jars of text files")
                    List<Path> paths,
            @Option(
                            names = "--passage-tokens",
                            defaultValue = "512",
                            description = "length of a passage (default: 512)")
                    int passageTokens,
            @Option(names = "--seal", description = "close it for further files: a run needs a sealed corpus")
                    boolean seal)
            throws IOException, InterruptedException {
        List<CorpusFile> files = CorpusFiles.of(paths);
        Api api = server.corpora();
        Progress progress = Progress.onTerminalOrLines();
        api.post("/v1/corpora", Map.of("name", corpus, "passageTokens", passageTokens));
        long rejected = 0;
        for (CorpusFile file : files) rejected += CorpusUpload.send(api, corpus, file, progress);
        if (seal) api.post("/v1/corpora/" + Api.segment(corpus) + ":seal", Map.of());
        return rejected == 0 ? ExitCode.DONE : ExitCode.DONE_WITH_FAILURES;
    }

    @Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists the corpora of a server.")
    void list(@Mixin ServerOptions server, @Mixin OutputOption output) throws IOException, InterruptedException {
        List<JsonNode> corpora = new ArrayList<>();
        server.corpora().get("/v1/corpora").forEach(corpora::add);
        output.print(out(), corpora, CorpusCommand::table);
    }

    private static String table(List<JsonNode> corpora) {
        if (corpora.isEmpty()) return "no corpus; 'entropylong corpus add NAME PATH...' makes one";
        TextTable table = new TextTable("corpus", "state", "documents", "passages", "passage tokens");
        for (JsonNode corpus : corpora) {
            table.add(
                    corpus.path("name").asString(""),
                    corpus.path("state").asString(""),
                    corpus.path("documents").asLong(0),
                    corpus.path("passages").asLong(0),
                    corpus.path("passageTokens").asLong(0));
        }
        return table.toString();
    }

    private PrintWriter out() {
        if (spec == null) throw new IllegalStateException("picocli sets it");
        return spec.commandLine().getOut();
    }
}
