package io.entropylong.standalone;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.rebuild.Difference;
import io.entropylong.assembler.rebuild.SampleRebuild;
import io.entropylong.languagemodel.ModelTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a sample again from the corpus. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a sample again from the corpus, and compares it bit for bit.",
            "From the corpus, its provenance and the model's tokenizer. Names each difference with its document and UTF-16 offset.",
            "Example: entropylong rebuild run-1a2b-000000 --dataset DIR --corpus PATH..."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0: the same, bit for bit", "1: it differs, or cannot be made", "2: wrong usage"})
final class RebuildCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SAMPLE", description = "its name, or its number from 0")
    String sample = "";

    @Option(names = "--dataset", required = true, paramLabel = "DIR", description = "a dataset's folder")
    Path dataset = Path.of("");

    @Option(
            names = "--corpus",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "the corpus as it was given to the run")
    List<Path> corpus = List.of();

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "the dataset's model: a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Mixin
    OutputOption output = new OutputOption();

    /**
     * @param documents whose texts it was made of
     * @param expected SHA-256 of the sample in the dataset
     * @param differences none when it is the same bit for bit
     */
    private record Again(
            String sample,
            int tokens,
            int documents,
            String sha256,
            String expected,
            boolean same,
            List<Difference> differences) {
        String text() {
            List<String> lines = new ArrayList<>();
            differences.forEach(difference -> lines.add(difference.toString()));
            lines.add(sample + ": " + tokens + " tokens of " + documents + " documents, sha256 " + sha256 + ", "
                    + (same ? "the same bit for bit" : differences.size() + " differences, expected " + expected));
            return String.join(System.lineSeparator(), lines);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SampleOfDataset asked = SampleOfDataset.find(dataset, sample);
        Manifest manifest = asked.manifest();
        SampleLine line = asked.line();
        Set<String> documents = SampleRebuild.documents(line);
        Map<String, String> texts = CorpusTexts.read(CorpusFiles.of(corpus), documents);
        SampleRebuild.Rebuilt rebuilt;
        try (ModelTokenizer tokenizer = DatasetModel.tokenizer(model, manifest)) {
            int rootTokens =
                    Math.min(manifest.settings().rootMaxTokens(), tokenizer.contextWindow() - startTokens(manifest));
            rebuilt = SampleRebuild.of(manifest, line, asked.ids(), new TokenizedCorpus(texts, tokenizer, rootTokens));
        }
        output.print(
                new Again(
                        line.sample(),
                        asked.ids().length,
                        documents.size(),
                        rebuilt.sha256(),
                        rebuilt.expected(),
                        rebuilt.same(),
                        rebuilt.differences()),
                Again::text);
        return rebuilt.same() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static int startTokens(Manifest manifest) {
        Manifest.Tokens marks = manifest.tokens();
        return marks == null ? 0 : marks.start().size();
    }
}
