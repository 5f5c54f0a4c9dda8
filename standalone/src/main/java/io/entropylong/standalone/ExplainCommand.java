package io.entropylong.standalone;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    /** Shown on a terminal; JSON has all. */
    private static final int MOST_WINDOWS = 5;

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

    @Mixin
    OutputOption output = new OutputOption();

    /**
     * A dependency, and what its passage does without parts of it.
     *
     * @param windows of the passage, each as the pass without it went, as they follow each other; null when that was not
     *     asked for
     */
    private record Explained(
            @JsonUnwrapped Explanation explanation,
            @Nullable List<Occlusion.Window> windows) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (occlude != null && (dependency == null || occlude < 1)) {
            throw new UserError("--occlude: at least 1, and together with --dependency");
        }
        SampleOfDataset asked = SampleOfDataset.find(dataset, sample);
        Explanations explanations = Explanations.open(dataset, asked.line(), asked.ids());
        if (dependency != null && (dependency < 0 || dependency >= explanations.size())) {
            throw new UserError("--dependency " + dependency + ": "
                    + asked.line().sample() + " has " + explanations.size() + ", from 0");
        }
        try (ModelTokenizer tokenizer = tokenizer(asked.manifest())) {
            TokenTexts texts = tokenizer == null ? TokenTexts.unread() : tokenizer::text;
            if (dependency == null) {
                List<Explanation> all = new ArrayList<>();
                for (int number = 0; number < explanations.size(); number++) {
                    all.add(explanations.explain(number, texts));
                }
                output.print(all, found -> table(asked, found));
            } else {
                Explanation one = explanations.explain(dependency, texts);
                List<Occlusion.Window> windows = occlude == null ? null : windows(asked, one, occlude);
                output.print(new Explained(one, windows), explained -> text(asked, explained, texts));
            }
        }
        return ExitCode.DONE;
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

    private static String table(SampleOfDataset asked, List<Explanation> found) {
        List<String> lines = new ArrayList<>();
        lines.add(asked.line().sample() + ": " + asked.ids().length + " tokens, " + found.size() + " dependencies");
        lines.add(String.format(
                Locale.ROOT,
                "%4s %7s %7s %7s %7s %8s %-8s %-12s %-20s %s",
                "n",
                "offset",
                "H",
                "H'",
                "gain",
                "control",
                "found by",
                "controlled",
                "token",
                "passage"));
        found.forEach(one -> lines.add(row(one)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String row(Explanation one) {
        return String.format(
                Locale.ROOT,
                "%4d %7d %7.3f %7.3f %7.3f %8s %-8s %-12s %-20s %s",
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

    private static String text(SampleOfDataset asked, Explained explained, TokenTexts texts) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        ExplanationText.print(explained.explanation(), out);
        if (explained.windows() != null) occlusion(asked, explained, explained.windows(), texts, out);
        return text.toString().stripTrailing();
    }

    private List<Occlusion.Window> windows(SampleOfDataset asked, Explanation one, int size)
            throws IOException, InterruptedException {
        Manifest.Tokens marks = asked.manifest().tokens();
        if (marks == null) throw new UserError(dataset + ": the manifest has no start, separator and end ids");
        int rootStart = one.offset() - one.position();
        TokenIds root = TokenIds.of(Arrays.copyOfRange(asked.ids(), rootStart, one.offset() + 1));
        try (LanguageModel opened = DatasetModel.model(model, asked.manifest())) {
            return Occlusion.windows(passage(asked, one), size, context -> {
                int[] tokens =
                        marks.start().then(context, marks.separator(), root).toArray();
                return opened.score(tokens, new int[] {tokens.length - 1}).entropies()[0];
            });
        }
    }

    private static void occlusion(
            SampleOfDataset asked,
            Explained explained,
            List<Occlusion.Window> windows,
            TokenTexts texts,
            PrintWriter out) {
        Explanation one = explained.explanation();
        int[] passage = passage(asked, one);
        out.printf(
                Locale.ROOT,
                "without   each window of %d tokens, H' in nats, by what it did:%n",
                windows.getFirst().to() - windows.getFirst().from());
        windows.stream()
                .sorted(Comparator.comparingDouble(Occlusion.Window::entropy).reversed())
                .limit(MOST_WINDOWS)
                .forEach(window -> out.printf(
                        Locale.ROOT,
                        "          %+7.3f %7.3f  tokens %d to %d: %s%n",
                        window.entropy() - one.entropyWithContext(),
                        window.entropy(),
                        window.from(),
                        window.to(),
                        ExplanationText.oneLine(texts.of(Arrays.copyOfRange(passage, window.from(), window.to())))));
    }

    private static int[] passage(SampleOfDataset asked, Explanation one) {
        return Arrays.copyOfRange(
                asked.ids(), one.passage().start(), one.passage().end());
    }
}
