package io.entropylong.standalone;

import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a run would take, before it is started. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reckons what a run on a corpus would take.",
            "Tokens, forward tokens, hours, index and price, from rates that were measured in a run on Java sources or in a",
            "finished dataset of yours (--like), and a speed that is measured now on this machine, or given."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  entropylong estimate --corpus books.jsonl.gz",
            "  entropylong estimate --corpus books/ --samples 1000 --like demo-dataset",
            "  entropylong estimate --corpus books/ --tokens-per-second 40000 --gpu-hour-price 2.50 -o json"
        })
final class EstimateCommand implements Callable<Integer> {
    private static final int MEASURED_SECONDS = 10;
    /** Characters that are tokenized to learn how many make a token. */
    private static final int TRIED_CHARACTERS = 500_000;

    @Option(names = "--corpus", required = true, arity = "1..*", paramLabel = "PATH", description = "as of 'run'")
    List<Path> corpus = List.of();

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Option(names = "--like", paramLabel = "DIR", description = "a finished dataset to take the rates from")
    @Nullable
    Path like;

    @Option(
            names = "--tokens-per-second",
            paramLabel = "N",
            description = "forward tokens a second (default: measured now, for 10 seconds)")
    @Nullable
    Double tokensPerSecond;

    @Option(names = "--gpu-hour-price", paramLabel = "P", description = "price of an hour at that speed")
    @Nullable
    Double hourPrice;

    @Option(names = "--roots", paramLabel = "N", description = "take at most N roots (default: all)")
    long roots = Long.MAX_VALUE;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "stop after N samples (default: when all roots are used)")
    long samples = Long.MAX_VALUE;

    @Option(names = "--root-min-tokens", description = "default: ${DEFAULT-VALUE}")
    int rootMinTokens = 256;

    @Option(names = "--root-max-tokens", description = "default: ${DEFAULT-VALUE}")
    int rootMaxTokens = 1500;

    @Option(names = "--passage-tokens", description = "default: ${DEFAULT-VALUE}")
    int passageTokens = 512;

    @Option(names = "--sample-tokens", description = "default: ${DEFAULT-VALUE}")
    int sampleTokens = 131_072;

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<CorpusFile> files = CorpusFiles.of(corpus);
        Rates rates = like == null ? Rates.ofDemo() : Rates.of(like);
        List<Integer> lengths = new ArrayList<>();
        StringBuilder tried = new StringBuilder();
        for (CorpusFile file : files) read(file, lengths, tried);
        if (tried.isEmpty()) throw new UserError("--corpus: no document was found in it");
        try (LanguageModel opened = LocalModel.open(model == null ? ModelStore.fetch(Caches.models()) : model)) {
            int[] tokens = opened.tokenize(tried.toString());
            Estimate estimate = Estimate.of(
                    lengths,
                    (double) tried.length() / tokens.length,
                    new Estimate.Plan(rootMinTokens, rootMaxTokens, passageTokens, sampleTokens, roots, samples),
                    rates,
                    speed(opened, tokens));
            output.print(estimate, Estimate::text);
        }
        return ExitCode.DONE;
    }

    private Estimate.Speed speed(LanguageModel opened, int[] tokens) throws InterruptedException {
        if (tokensPerSecond != null) return new Estimate.Speed(tokensPerSecond, "--tokens-per-second", hourPrice);
        int length = Math.min(
                Math.min(rootMaxTokens, tokens.length), opened.description().contextWindow());
        double measured = ForwardSpeed.measure(opened, tokens, length, MEASURED_SECONDS);
        String source = "this machine now: passes of " + length + " tokens, "
                + opened.description().precision().id() + ", "
                + Runtime.getRuntime().availableProcessors()
                + " cores, " + MEASURED_SECONDS + " seconds";
        return new Estimate.Speed(measured, source, hourPrice);
    }

    private static void read(CorpusFile file, List<Integer> lengths, StringBuilder tried) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file.lines(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String text = text(line);
                if (text.isEmpty()) continue;
                lengths.add(text.length());
                if (tried.length() < TRIED_CHARACTERS) tried.append(text);
            }
        }
    }

    /** Empty for what 'run' would reject. */
    private static String text(String line) {
        try {
            return JsonMapper.shared().readTree(line).path("text").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
