package io.entropylong.standalone;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.explain.Explanation;
import io.entropylong.assembler.explain.Explanations;
import io.entropylong.assembler.explain.Occlusion;
import io.entropylong.assembler.explain.TokenTexts;
import io.entropylong.common.message.TokenIds;
import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Why a passage stands in front of a root. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what was measured of a sample's dependencies.",
            "The token in its sentence, H and H', the passage with the verbatim span marked, how it was found, what each criterion says, what it cost.",
            "Without --dependency, lists them all. Texts are read with the tokenizer of the dataset's model.",
            "Example: entropylong explain 0 --dataset DIR --dependency 3"
        })
final class ExplainCommand implements Callable<Integer> {
    enum Form {
        TEXT,
        JSON
    }

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "SAMPLE", description = "its name, or its number from 0")
    String sample = "";

    @Option(names = "--dataset", required = true, paramLabel = "DIR", description = "a dataset's folder")
    Path dataset = Path.of("");

    @Option(names = "--dependency", paramLabel = "N", description = "which one, from 0 (default: a list of all)")
    @Nullable
    Integer dependency;

    @Option(
            names = "--occlude",
            paramLabel = "TOKENS",
            description =
                    "score the passage again without each window of so many tokens, with the model, and show which"
                            + " window the gain comes from")
    @Nullable
    Integer occlude;

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "the dataset's model: a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Option(
            names = {"-o", "--output"},
            description = "${COMPLETION-CANDIDATES} (default: TEXT)")
    Form form = Form.TEXT;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) throw new IllegalStateException("picocli sets it");
        if (occlude != null && (dependency == null || occlude < 1)) {
            throw new UserError("--occlude: at least 1, and together with --dependency");
        }
        PrintWriter out = spec.commandLine().getOut();
        SampleOfDataset asked = SampleOfDataset.find(dataset, sample);
        Explanations explanations = Explanations.open(dataset, asked.line(), asked.ids());
        if (dependency != null && (dependency < 0 || dependency >= explanations.size())) {
            throw new UserError("--dependency " + dependency + ": "
                    + asked.line().sample() + " has " + explanations.size() + ", from 0");
        }
        try (ModelTokenizer tokenizer = tokenizer(asked.manifest())) {
            TokenTexts texts = tokenizer == null ? TokenTexts.unread() : tokenizer::text;
            int first = dependency == null ? 0 : dependency;
            int last = dependency == null ? explanations.size() - 1 : dependency;
            if (dependency == null && form == Form.TEXT) heading(asked, explanations.size(), out);
            for (int number = first; number <= last; number++) {
                Explanation one = explanations.explain(number, texts);
                if (form == Form.JSON) out.println(JsonMapper.shared().writeValueAsString(one));
                else if (dependency == null) row(one, out);
                else ExplanationText.print(one, out);
                if (occlude != null) occlusion(asked, one, occlude, texts, out);
            }
        }
        out.flush();
        return 0;
    }

    /** Null, after a message, when it is not at hand: everything but the texts can be told without it. */
    private @Nullable ModelTokenizer tokenizer(Manifest manifest) throws IOException, InterruptedException {
        try {
            return DatasetModel.tokenizer(model, manifest);
        } catch (UserError e) {
            if (model != null) throw e;
            System.err.println("entropylong: token ids stand where texts would: " + e.getMessage());
            return null;
        }
    }

    private static void heading(SampleOfDataset asked, int size, PrintWriter out) {
        out.printf(Locale.ROOT, "%s: %d tokens, %d dependencies%n", asked.line().sample(), asked.ids().length, size);
        out.printf(
                Locale.ROOT,
                "%4s %7s %7s %7s %7s %8s %-8s %-12s %-20s %s%n",
                "n",
                "offset",
                "H",
                "H'",
                "gain",
                "control",
                "found by",
                "controlled",
                "token",
                "passage");
    }

    private static void row(Explanation one, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%4d %7d %7.3f %7.3f %7.3f %8s %-8s %-12s %-20s %s%n",
                one.number(),
                one.offset(),
                one.entropy(),
                one.entropyWithContext(),
                one.gain(),
                one.controlGain() == null ? "-" : String.format(Locale.ROOT, "%.3f", one.controlGain()),
                one.retrieval().arm() + " " + one.retrieval().rank(),
                one.verdicts().get("controlled"),
                ExplanationText.oneLine(one.sentence().marked()),
                one.passage().passage());
    }

    private void occlusion(SampleOfDataset asked, Explanation one, int size, TokenTexts texts, PrintWriter out)
            throws IOException, InterruptedException {
        Manifest.Tokens marks = asked.manifest().tokens();
        if (marks == null) throw new UserError(dataset + ": the manifest has no start, separator and end ids");
        int[] passage = Arrays.copyOfRange(
                asked.ids(), one.passage().start(), one.passage().end());
        int rootStart = one.offset() - one.position();
        TokenIds root = TokenIds.of(Arrays.copyOfRange(asked.ids(), rootStart, one.offset() + 1));
        List<Occlusion.Window> windows;
        try (LanguageModel opened = DatasetModel.model(model, asked.manifest())) {
            windows = Occlusion.windows(passage, size, context -> {
                int[] tokens =
                        marks.start().then(context, marks.separator(), root).toArray();
                return opened.score(tokens, new int[] {tokens.length - 1}).entropies()[0];
            });
        }
        out.printf(Locale.ROOT, "without   each window of %d tokens, H' in nats, by what it did:%n", size);
        windows.stream()
                .sorted(Comparator.comparingDouble(Occlusion.Window::entropy).reversed())
                .limit(5)
                .forEach(window -> out.printf(
                        Locale.ROOT,
                        "          %+7.3f %7.3f  tokens %d to %d: %s%n",
                        window.entropy() - one.entropyWithContext(),
                        window.entropy(),
                        window.from(),
                        window.to(),
                        ExplanationText.oneLine(texts.of(Arrays.copyOfRange(passage, window.from(), window.to())))));
    }
}
