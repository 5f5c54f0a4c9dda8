package io.entropylong.standalone;

import io.entropylong.assembler.dataset.DatasetCheck;
import io.entropylong.assembler.dataset.DrawnDependency;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.common.message.TokenIds;
import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    @Nullable
    CommandSpec spec;

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

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) throw new IllegalStateException("picocli sets it");
        PrintWriter out = spec.commandLine().getOut();
        boolean any =
                Stream.of("manifest.json", "mds", "provenance").anyMatch(part -> Files.exists(dataset.resolve(part)));
        if (!any) {
            throw new UserError(dataset + ": it holds no finished dataset, manifest.json is missing");
        }
        DatasetCheck.Findings findings = DatasetCheck.of(dataset);
        findings.faults().forEach(out::println);
        if (!findings.faults().isEmpty()) {
            out.println(findings.faults().size() + " faults");
            out.flush();
            return 1;
        }
        out.printf(Locale.ROOT, "%d samples, %d dependencies, no fault%n", findings.samples(), findings.dependencies());
        out.flush();
        return rescored > 0 ? rescore(out) : 0;
    }

    private int rescore(PrintWriter out) throws IOException, InterruptedException {
        List<DrawnDependency> drawn = DrawnDependency.draw(dataset, rescored, seed);
        double largest = 0;
        int wrong = 0;
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
                    wrong++;
                    out.printf(
                            Locale.ROOT,
                            "rescore: %s: position %d with %s: H %.6f, H' %.6f, stored %.6f and %.6f%n",
                            dependency.sample(),
                            dependency.position(),
                            dependency.passage(),
                            alone,
                            with,
                            dependency.entropy(),
                            dependency.entropyWithContext());
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "%d dependencies scored anew, %d differ, largest difference %.2e nats%n",
                drawn.size(),
                wrong,
                largest);
        out.flush();
        return wrong == 0 ? 0 : 1;
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
