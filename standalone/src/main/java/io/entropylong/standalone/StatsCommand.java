package io.entropylong.standalone;

import io.entropylong.assembler.statistics.DatasetStatistics;
import io.entropylong.assembler.statistics.Distribution;
import io.entropylong.assembler.statistics.Statistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The figures of a finished dataset. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the figures of a finished dataset.",
            "Counted from its provenance, without a model: what each criterion accepts, gains with and without control, ranks, distances, lengths, tokens, cost.",
            "Example: entropylong stats DIR"
        })
final class StatsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "a dataset's folder")
    Path dataset = Path.of("");

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(dataset.resolve("manifest.json"))) {
            throw new UserError(dataset + ": it holds no finished dataset, manifest.json is missing");
        }
        output.print(DatasetStatistics.of(dataset), StatsCommand::text);
        return ExitCode.DONE;
    }

    private static String text(Statistics statistics) {
        StringWriter text = new StringWriter();
        print(statistics, new PrintWriter(text));
        return text.toString().stripTrailing();
    }

    private static void print(Statistics statistics, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d samples, %,d units, %,d roots concluded%n%n",
                statistics.samples(),
                statistics.units(),
                statistics.roots());
        long pairs = statistics.gains().pairs().count();
        out.printf(Locale.ROOT, "%-24s %12s %8s%n", "of " + pairs + " scored pairs", "accepted", "share");
        for (Statistics.Acceptance accepted : statistics.acceptance()) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %,12d %8s%n",
                    accepted.criterion(),
                    accepted.accepted(),
                    number(accepted.share()));
        }
        out.printf(Locale.ROOT, "%n%-24s %12s %8s%n", "arm and rank", "pairs", "share");
        for (Statistics.Rank rank : statistics.ranks()) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %,12d %8s%n",
                    rank.arm() + " " + rank.rank(),
                    rank.pairs(),
                    number(rank.share()));
        }
        Statistics.Dependencies dependencies = statistics.dependencies();
        out.printf(Locale.ROOT, "%n%,d dependencies in samples%n", dependencies.total());
        share(out, "in the root's first 32", dependencies.coldStarts(), dependencies.total());
        share(out, "a random passage too", dependencies.byControl(), dependencies.total());
        share(out, "true token likelier", dependencies.likelier(), dependencies.total());
        share(out, "without control", dependencies.withoutControl(), dependencies.total());
        out.printf(
                Locale.ROOT,
                "%n%-24s %10s %10s %10s %10s %10s %10s%n",
                "",
                "count",
                "mean",
                "min",
                "median",
                "p90",
                "max");
        spread(out, "positions of a root", statistics.positionsPerRoot());
        spread(out, "share of them solved", statistics.positionsSolved());
        spread(out, "gain of pairs", statistics.gains().pairs());
        spread(out, "gain of dependencies", statistics.gains().dependencies());
        spread(out, "random passage's gain", statistics.gains().controls());
        spread(out, "gain above it", statistics.gains().aboveControl());
        spread(out, "distance, tokens", statistics.distances());
        spread(out, "context, tokens", statistics.contextTokens());
        spread(out, "root, tokens", statistics.rootTokens());
        spread(out, "unit, tokens", statistics.unitTokens());
        spread(out, "contexts of a unit", statistics.contextsPerUnit());
        Statistics.Tokens tokens = statistics.tokens();
        out.printf(Locale.ROOT, "%n%,d tokens emitted%n", tokens.emitted());
        share(out, "contexts", tokens.contexts(), tokens.emitted());
        share(out, "roots", tokens.roots(), tokens.emitted());
        share(out, "marks", tokens.marks(), tokens.emitted());
        share(out, "filler", tokens.filler(), tokens.emitted());
        out.printf(Locale.ROOT, "%-24s %,12d%n", "left over", tokens.leftover());
        Statistics.Cost cost = statistics.cost();
        out.printf(
                Locale.ROOT,
                "%n%,d forward tokens: %s for each dependency, %s for each emitted token;"
                        + " one pass a pair would take %,d%n",
                cost.forwardTokens(),
                number(cost.perDependency()),
                number(cost.perEmittedToken()),
                cost.naive());
    }

    private static void share(PrintWriter out, String name, long part, long whole) {
        out.printf(
                Locale.ROOT,
                "%-24s %,12d %8s%n",
                name,
                part,
                number(whole == 0 ? null : Double.valueOf(part / (double) whole)));
    }

    private static void spread(PrintWriter out, String name, Distribution values) {
        out.printf(
                Locale.ROOT,
                "%-24s %,10d %10s %10s %10s %10s %10s%n",
                name,
                values.count(),
                number(values.mean()),
                number(values.min()),
                number(values.median()),
                number(values.p90()),
                number(values.max()));
    }

    private static String number(@Nullable Double value) {
        if (value == null) return "-";
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%,.0f", value);
    }
}
