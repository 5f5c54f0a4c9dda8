package io.entropylong.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a corpus, unless it is there, and sends files to it. Exits with 3 when records were rejected.")
    int add(
            @Mixin ServerOptions server,
            @Mixin OutputOption output,
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
            @Option(
                            names = "--seal",
                            description = "close it for further files, and wait until it is indexed: a run needs that")
                    boolean seal)
            throws IOException, InterruptedException {
        List<CorpusFile> files = CorpusFiles.of(paths);
        Api api = server.corpora();
        Progress progress = Progress.onTerminalOrLines();
        api.post("/v1/corpora", Map.of("name", corpus, "passageTokens", passageTokens));
        long rejected = 0;
        for (CorpusFile file : files) rejected += CorpusUpload.send(api, corpus, file, progress);
        if (seal) {
            CorpusUpload.seal(api, corpus, progress, () -> {});
            progress.done();
        }
        output.print(new Added(corpus, files.size(), rejected, seal), Added::text);
        return rejected == 0 ? ExitCode.DONE : ExitCode.DONE_WITH_FAILURES;
    }

    /**
     * @param files that were sent
     * @param rejected of their records
     * @param sealed whether it is closed for further files
     */
    private record Added(String corpus, int files, long rejected, boolean sealed) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d files, %d records rejected%s",
                    corpus,
                    files,
                    rejected,
                    sealed ? ", sealed" : "");
        }
    }

    @Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists the corpora of a server.")
    void list(@Mixin ServerOptions server, @Mixin OutputOption output) throws IOException, InterruptedException {
        output.print(server.corpora().list("/v1/corpora"), CorpusCommand::table);
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
}
