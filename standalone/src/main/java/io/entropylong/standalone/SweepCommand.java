package io.entropylong.standalone;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.assembler.sweep.Sweep;
import io.entropylong.assembler.sweep.SweepPoint;
import io.entropylong.assembler.sweep.SweepResult;
import io.entropylong.common.message.Criterion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tries other criteria and budgets on a finished dataset. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what a finished dataset would be under other criteria and budgets.",
            "From its stored pairs, without a model. It knows only the passages that the run scored: --max-candidates",
            "and --patience of the run limit what can be seen here.",
            "Example: entropylong sweep DIR --epsilon 0.2,0.4,0.6 --criterion paper,controlled"
        })
final class SweepCommand implements Callable<Integer> {
    enum Rule {
        PAPER,
        CONTROLLED,
        NONE
    }

    enum Form {
        TEXT,
        JSONL
    }

    @Spec
    @Nullable
    CommandSpec spec;

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

    @Option(
            names = {"-o", "--output"},
            description = "${COMPLETION-CANDIDATES} (default: TEXT)")
    Form form = Form.TEXT;

    @Override
    public Integer call() throws IOException {
        Path file = dataset.resolve("manifest.json");
        if (!Files.isRegularFile(file))
            throw new UserError(dataset + ": it holds no finished dataset, manifest.json is missing");
        JsonNode manifest = JsonMapper.shared().readTree(Files.readString(file));
        JsonNode tokens = manifest.path("tokens");
        Sweep sweep = new Sweep(
                RootPairs.read(dataset),
                tokens.path("start").size() + tokens.path("end").size(),
                tokens.path("separator").size(),
                manifest.path("settings").path("sample_tokens").asInt());
        List<SweepResult> results = points(
                        manifest.path("settings").path("unit_tokens").asInt())
                .stream()
                .map(sweep::at)
                .toList();
        print(results);
        return 0;
    }

    private List<SweepPoint> points(int unitTokens) {
        List<SweepPoint> points = new ArrayList<>();
        for (int budget : budgets.isEmpty() ? List.of(unitTokens) : budgets) {
            for (Rule rule : rules) {
                if (rule == Rule.NONE) points.add(new SweepPoint("none", null, budget));
                else for (double epsilon : epsilons) points.add(point(rule, epsilon, budget));
            }
        }
        return points;
    }

    private static SweepPoint point(Rule rule, double epsilon, int budget) {
        Criterion criterion = rule == Rule.PAPER ? Criterion.paper(epsilon) : Criterion.controlled(epsilon);
        return new SweepPoint(rule.name().toLowerCase(Locale.ROOT), criterion, budget);
    }

    private void print(List<SweepResult> results) {
        if (spec == null) throw new IllegalStateException("picocli sets it");
        PrintWriter out = spec.commandLine().getOut();
        if (form == Form.TEXT) {
            out.println("criterion  epsilon  unit-tokens  units  contexts  dependencies  cold  by-control  likelier"
                    + "  no-control     tokens  samples");
        }
        for (SweepResult result : results) {
            out.println(form == Form.TEXT ? row(result) : JsonMapper.shared().writeValueAsString(result));
        }
        out.flush();
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
