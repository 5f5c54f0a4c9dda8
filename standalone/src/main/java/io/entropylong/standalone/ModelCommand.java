package io.entropylong.standalone;

import io.entropylong.languagemodel.ModelInspection;
import io.entropylong.languagemodel.ModelStore;
import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a model is, before anything is run with it. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Looks at language models.",
        footerHeading = "%nExamples:%n",
        footer = {"  entropylong model inspect", "  entropylong model inspect llama.gguf -o json"})
final class ModelCommand {
    private static final double MEBI = 1 << 20;

    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = {
                "Prints architecture, sizes, context window, tokenizer and the memory that each precision",
                "takes, without converting the model.",
                "Example: entropylong model inspect ~/models/Qwen3-0.6B"
            })
    int inspect(
            @Parameters(
                            paramLabel = "M",
                            arity = "0..1",
                            description = "a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
                    @Nullable
                    Path model,
            @Mixin OutputOption output)
            throws IOException, InterruptedException {
        Path file = model == null ? ModelStore.fetch(Caches.models()) : model;
        ModelInspection found;
        try {
            found = ModelInspection.of(file);
        } catch (UnsupportedModelException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
        output.print(found, ModelCommand::text);
        return ExitCode.DONE;
    }

    private static String text(ModelInspection found) {
        List<String> lines = new ArrayList<>();
        lines.add(line("name", found.name()));
        lines.add(line("architecture", found.architecture()));
        lines.add(line("parameters", String.format(Locale.ROOT, "%,d", found.parameters())));
        lines.add(line("layers", found.layers() + " of width " + found.hidden() + ", feed-forward " + found.inner()));
        lines.add(line("heads", found.heads() + " of " + found.headSize() + ", sharing " + found.kvHeads() + " keys"));
        lines.add(line("context window", found.contextWindow() + " tokens"));
        lines.add(line("vocabulary", found.vocabulary() + " ids, head " + (found.tiedHead() ? "tied" : "of its own")));
        lines.add(line("start ids", found.start().toString()));
        lines.add(line("tokenizer", "sha256 " + found.tokenizerSha256()));
        for (ModelInspection.Target target : found.targets()) {
            lines.add(line(
                    target.precision(),
                    String.format(
                            Locale.ROOT,
                            "weights %,.0f MiB, a pass over the whole window at least %,.0f MiB a worker",
                            target.weightBytes() / MEBI,
                            target.windowPassBytes() / MEBI)));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-15s %s", name, value);
    }
}
