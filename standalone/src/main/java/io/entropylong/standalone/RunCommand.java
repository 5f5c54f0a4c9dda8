package io.entropylong.standalone;

import io.entropylong.languagemodel.ModelStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on the user's documents: corpus in, dataset out. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds a dataset from documents, on this machine, with no server to install.",
            "Interrupted and started again the same way, it goes on where it was."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  entropylong run --corpus books.jsonl.gz --out books-dataset --samples 10",
            "  entropylong run --corpus src/ docs.zip --out code-dataset --criterion controlled",
            "  entropylong run --corpus books/ --out books-dataset --model llama.gguf --epsilon 0.5"
        })
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--corpus",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "a .jsonl or .jsonl.gz file, or a folder, zip or jar of text files")
    List<Path> corpus = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the dataset's folder")
    Path out = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Option(names = "--passage-tokens", description = "length of a passage (default 512)")
    int passageTokens = 512;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "work in progress; kept (default: OUT/.work, removed at the end)")
    @Nullable
    Path dataDir;

    @Mixin
    RunOptions options = new RunOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        if (dataDir != null && absolute(dataDir).startsWith(absolute(out))) {
            throw new UserError("--data-dir must not lie in --out, whose files are the dataset: " + dataDir);
        }
        Path work = dataDir == null ? out.resolve(".work") : dataDir;
        MainJob job = new MainJob(CorpusFiles.of(corpus), passageTokens, options.given(), out, work, dataDir != null);
        job.checkOutput();
        return job.execute(model == null ? ModelStore.fetch(Caches.models()) : model, output);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
