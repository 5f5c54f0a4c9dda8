package io.entropylong.standalone;

import io.entropylong.assembler.dataset.DatasetCheck;
import io.entropylong.assembler.dataset.DrawnDependency;
import io.entropylong.assembler.dataset.Fault;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.common.message.TokenIds;
import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether a finished dataset is what it says. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks every invariant of a finished dataset.",
            "Shards, lengths, hashes, spans, units, and that its provenance joins. Prints each fault with the rule that it breaks. With --rescore, scores",
            "dependencies anew with the model.",
            "Example: entropylong verify DIR --rescore 20"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0: sound", "1: faults were found, or it cannot be read", "2: wrong usage"})
final class VerifyCommand implements Callable<Integer> {
    private static final double TOLERANCE = 1e-3;

    @Parameters(paramLabel = "DIR", description = "a dataset's folder")
    Path dataset = Path.of("");

    @Option(names = "--rescore", paramLabel = "N", description = "dependencies to score anew (default: 0)")
    int rescored;

    @Option(names = "--seed", description = "which ones are drawn (default: 0)")
    long seed;

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "the dataset's model: a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Mixin
    OutputOption output = new OutputOption();

    /**
     * @param rescored null when that was not asked for, or there are faults
     */
    private record Verification(
            int samples,
            int dependencies,
            List<Fault> faults,
            @Nullable Rescored rescored) {
        boolean sound() {
            return faults.isEmpty() && (rescored == null || rescored.different().isEmpty());
        }

        String text() {
            List<String> lines = new ArrayList<>();
            faults.forEach(fault -> lines.add(fault.toString()));
            lines.add(
                    faults.isEmpty()
                            ? samples + " samples, " + dependencies + " dependencies, no fault"
                            : faults.size() + " faults");
            if (rescored != null) lines.addAll(rescored.lines());
            return String.join(System.lineSeparator(), lines);
        }
    }

    /**
     * @param dependencies that were scored anew
     * @param different from what is stored, by more than the tolerance
     * @param largestDifference in nats
     */
    private record Rescored(int dependencies, List<Difference> different, double largestDifference) {
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            different.forEach(one -> lines.add(one.text()));
            lines.add(String.format(
                    Locale.ROOT,
                    "%d dependencies scored anew, %d differ, largest difference %.2e nats",
                    dependencies,
                    different.size(),
                    largestDifference));
            return lines;
        }
    }

    /** Entropies in nats. */
    private record Difference(
            String sample,
            int position,
            String passage,
            double entropy,
            double entropyWithContext,
            double storedEntropy,
            double storedEntropyWithContext) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "rescore: %s: position %d with %s: H %.6f, H' %.6f, stored %.6f and %.6f",
                    sample,
                    position,
                    passage,
                    entropy,
                    entropyWithContext,
                    storedEntropy,
                    storedEntropyWithContext);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean any =
                Stream.of("manifest.json", "mds", "provenance").anyMatch(part -> Files.exists(dataset.resolve(part)));
        if (!any) {
            throw new UserError(dataset + ": it holds no finished dataset, manifest.json is missing");
        }
        DatasetCheck.Findings findings = DatasetCheck.of(dataset);
        Rescored again = rescored > 0 && findings.faults().isEmpty() ? rescore() : null;
        Verification result = new Verification(findings.samples(), findings.dependencies(), findings.faults(), again);
        output.print(result, Verification::text);
        return result.sound() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Rescored rescore() throws IOException, InterruptedException {
        List<DrawnDependency> drawn = DrawnDependency.draw(dataset, rescored, seed);
        double largest = 0;
        List<Difference> different = new ArrayList<>();
        try (LanguageModel opened = DatasetModel.model(model, Manifest.read(dataset))) {
            ModelDescription description = opened.description();
            for (DrawnDependency dependency : drawn) {
                double alone = entropy(opened, ids(description.start()), dependency.root());
                TokenIds front = ids(description.start()).then(dependency.context(), ids(description.separator()));
                double with = entropy(opened, front, dependency.root());
                double difference = Math.max(
                        Math.abs(alone - dependency.entropy()), Math.abs(with - dependency.entropyWithContext()));
                largest = Math.max(largest, difference);
                if (!(difference <= TOLERANCE)) {
                    different.add(new Difference(
                            dependency.sample(),
                            dependency.position(),
                            dependency.passage(),
                            alone,
                            with,
                            dependency.entropy(),
                            dependency.entropyWithContext()));
                }
            }
        }
        return new Rescored(drawn.size(), different, largest);
    }

    /** H of the root's last token, in nats. */
    private static double entropy(LanguageModel model, TokenIds front, TokenIds root) {
        int[] tokens = front.then(root).toArray();
        return model.score(tokens, new int[] {tokens.length - 1}).entropies()[0];
    }

    private static TokenIds ids(List<Integer> ids) {
        return TokenIds.of(ids.stream().mapToInt(Integer::intValue).toArray());
    }
}
