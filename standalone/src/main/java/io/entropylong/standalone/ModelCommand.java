package io.entropylong.standalone;

import io.entropylong.languagemodel.ModelInspection;
import io.entropylong.languagemodel.ModelStore;
import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What a model is, before anything is run with it. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Looks at language models.",
        footerHeading = "%nExamples:%n",
        footer = {"  entropylong model inspect", "  entropylong model inspect llama.gguf -o json"})
final class ModelCommand {
    private static final double MEBI = 1 << 20;

    enum Form {
        TEXT,
        JSON
    }

    @Spec
    @Nullable
    CommandSpec spec;

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
            @Option(
                            names = {"-o", "--output"},
                            defaultValue = "TEXT",
                            description = "${COMPLETION-CANDIDATES} (default: TEXT)")
                    Form form)
            throws IOException, InterruptedException {
        if (spec == null) throw new IllegalStateException("picocli sets it");
        Path file = model == null ? ModelStore.fetch(Caches.models()) : model;
        ModelInspection found;
        try {
            found = ModelInspection.of(file);
        } catch (UnsupportedModelException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (form == Form.JSON) {
            out.println(JsonMapper.shared().writeValueAsString(found));
            return 0;
        }
        line(out, "name", found.name());
        line(out, "architecture", found.architecture());
        line(out, "parameters", String.format(Locale.ROOT, "%,d", found.parameters()));
        line(out, "layers", found.layers() + " of width " + found.hidden() + ", feed-forward " + found.inner());
        line(out, "heads", found.heads() + " of " + found.headSize() + ", sharing " + found.kvHeads() + " keys");
        line(out, "context window", found.contextWindow() + " tokens");
        line(out, "vocabulary", found.vocabulary() + " ids, head " + (found.tiedHead() ? "tied" : "of its own"));
        line(out, "start ids", found.start().toString());
        line(out, "tokenizer", "sha256 " + found.tokenizerSha256());
        for (ModelInspection.Target target : found.targets()) {
            line(
                    out,
                    target.precision(),
                    String.format(
                            Locale.ROOT,
                            "weights %,.0f MiB, a pass over the whole window at least %,.0f MiB a worker",
                            target.weightBytes() / MEBI,
                            target.windowPassBytes() / MEBI));
        }
        return 0;
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-15s %s%n", name, value);
    }
}
