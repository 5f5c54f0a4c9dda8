package io.entropylong.standalone;

import io.entropylong.assembler.dataset.FolderTakenException;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.offline.StoredRun;
import io.entropylong.assembler.rebuild.CorpusTokens;
import io.entropylong.assembler.sweep.Sweep;
import io.entropylong.assembler.sweep.SweepPoint;
import io.entropylong.assembler.sweep.SweepResult;
import io.entropylong.assembler.sweep.SweptDataset;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RunSettings;
import io.entropylong.languagemodel.ModelTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries other criteria and budgets on a finished dataset. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what a finished dataset would be under other criteria and budgets.",
            "From its stored pairs, without a model. It knows only the passages that the run scored: --max-candidates",
            "and --patience of the run limit what can be seen here. With --write, one of them is written as a dataset;",
            "that takes the run's corpus, whose texts the provenance only names.",
            "Examples: entropylong sweep DIR --epsilon 0.2,0.4,0.6 --criterion paper,controlled",
            "entropylong sweep DIR --criterion none --order sequence --write OUT --corpus PATH"
        })
final class SweepCommand implements Callable<Integer> {
    enum Rule {
        PAPER,
        CONTROLLED,
        NONE
    }

    @Parameters(paramLabel = "DIR", description = "a dataset's folder")
    Path dataset = Path.of("");

    @Option(names = "--epsilon", split = ",", description = "smallest gains (default: 0.2,0.4,0.6)")
    List<Double> epsilons = List.of(0.2, 0.4, 0.6);

    @Option(
            names = "--criterion",
            split = ",",
            description = "paper, controlled, none: every retrieved passage (default: all)")
    List<Rule> rules = List.of(Rule.values());

    @Option(names = "--unit-tokens", split = ",", description = "most tokens of a unit (default: the run's)")
    List<Integer> budgets = List.of();

    @Mixin
    OutputOption output = new OutputOption();

    @Option(names = "--write", paramLabel = "OUT", description = "write the dataset; one epsilon, criterion and budget")
    @Nullable
    Path out;

    @Option(
            names = "--order",
            description = "of a unit's contexts when written: shuffle or sequence (default: the run's)")
    RunSettings.@Nullable ContextOrder order;

    @Option(names = "--corpus", arity = "1..*", paramLabel = "PATH", description = "the run's corpus, to write from")
    List<Path> corpus = List.of();

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "the run's model, for its tokenizer (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StoredRun run = read();
        ModelIdentity asked = run.model();
        Sweep sweep = new Sweep(
                run.roots().stream().map(StoredRun.StoredRoot::pairs).toList(),
                asked.start().size() + asked.end().size(),
                asked.separator().size(),
                run.settings().sampleTokens());
        List<SweepPoint> points = points(run.settings().unitTokens());
        if (out != null) write(run, points, out);
        output.print(points.stream().map(sweep::at).toList(), SweepCommand::table);
        return ExitCode.DONE;
    }

    private StoredRun read() {
        try {
            return StoredRun.read(dataset);
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private void write(StoredRun run, List<SweepPoint> points, Path folder) throws IOException, InterruptedException {
        if (points.size() != 1) {
            throw new UserError("--write takes one point, and these are " + points.size()
                    + ": name one --criterion, one --epsilon and one --unit-tokens");
        }
        if (corpus.isEmpty()) throw new UserError("--write takes the run's texts: name them with --corpus");
        Map<String, String> texts = CorpusTexts.read(CorpusFiles.of(corpus), SweptDataset.documents(run));
        try (ModelTokenizer tokenizer = DatasetModel.tokenizer(model, Manifest.read(dataset))) {
            int room = tokenizer.contextWindow() - run.model().start().size();
            CorpusTokens tokens = new TokenizedCorpus(
                    texts, tokenizer, Math.min(run.settings().rootMaxTokens(), room));
            new SweptDataset(run, tokens)
                    .write(points.getFirst(), order == null ? run.settings().order() : order, folder);
        } catch (IllegalArgumentException | FolderTakenException e) {
            throw new UserError("--write " + folder + ": " + e.getMessage());
        }
    }

    private List<SweepPoint> points(int unitTokens) {
        List<SweepPoint> points = new ArrayList<>();
        for (int budget : budgets.isEmpty() ? List.of(unitTokens) : budgets) {
            for (Rule rule : rules) {
                if (rule == Rule.NONE) points.add(new SweepPoint("none", Criterion.none(), budget));
                else for (double epsilon : epsilons) points.add(point(rule, epsilon, budget));
            }
        }
        return points;
    }

    private static SweepPoint point(Rule rule, double epsilon, int budget) {
        Criterion criterion = rule == Rule.PAPER ? Criterion.paper(epsilon) : Criterion.controlled(epsilon);
        return new SweepPoint(rule.name().toLowerCase(Locale.ROOT), criterion, budget);
    }

    private static String table(List<SweepResult> results) {
        String heading = "criterion  epsilon  unit-tokens  units  contexts  dependencies  cold  by-control  likelier"
                + "  no-control     tokens  samples";
        return Stream.concat(Stream.of(heading), results.stream().map(SweepCommand::row))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String row(SweepResult result) {
        return String.format(
                Locale.ROOT,
                "%-10s %8s %12d %6d %9d %13d %5d %11d %9d %11d %10d %8.2f",
                result.criterion(),
                Double.isNaN(result.epsilon()) ? "-" : Double.toString(result.epsilon()),
                result.unitTokens(),
                result.units(),
                result.contexts(),
                result.dependencies(),
                result.coldStarts(),
                result.byControl(),
                result.likelier(),
                result.withoutControl(),
                result.tokens(),
                result.samples());
    }
}
