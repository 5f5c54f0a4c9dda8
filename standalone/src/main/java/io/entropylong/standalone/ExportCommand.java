package io.entropylong.standalone;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.export.TextExport;
import io.entropylong.languagemodel.ModelTokenizer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A finished dataset's units as text. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the units of a finished dataset as text.",
            "A JSON object a line with text, id and metadata, as datatrove reads it: for training with another tokenizer. Texts are read with the tokenizer of",
            "the dataset's model.",
            "Example: entropylong export DIR --text units.jsonl"
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "a dataset's folder")
    Path dataset = Path.of("");

    @Option(
            names = "--text",
            required = true,
            paramLabel = "FILE",
            description = "a .jsonl file, which must not be there")
    Path file = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "the dataset's model: a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Mixin
    OutputOption output = new OutputOption();

    private record Exported(String file, int units) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(dataset.resolve("manifest.json"))) {
            throw new UserError(dataset + ": it holds no finished dataset, manifest.json is missing");
        }
        if (Files.exists(file)) throw new UserError("--text " + file + ": it is already there; name another file");
        int units;
        try (ModelTokenizer tokenizer = DatasetModel.tokenizer(model, Manifest.read(dataset));
                Writer out = Files.newBufferedWriter(file)) {
            units = TextExport.write(dataset, tokenizer::text, out);
        }
        output.print(new Exported(file.toString(), units), done -> done.file() + ": " + done.units() + " units");
        return ExitCode.DONE;
    }
}
