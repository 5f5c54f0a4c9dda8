package io.entropylong.benchmarks.verification;

import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.entropy.model.LanguageModelScorer;
import io.entropylong.entropy.model.LazyScreenModel;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.ScoringPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Naive, exact and screened verification of the same recorded roots. */
@Command(name = "verification", mixinStandardHelpOptions = true)
public final class VerificationBenchmark implements Callable<Integer> {
    /** Where a gain lies nearer to epsilon than this, two passes of different length may disagree. */
    private static final double UNDECIDED = 1e-4;

    @Option(names = "--data-dir", required = true, description = "of a run that has ended")
    private Path dataDir = Path.of("");

    @Option(names = "--model", required = true)
    private Path model = Path.of("");

    @Option(names = "--cache", required = true, description = "converted models")
    private Path cache = Path.of("");

    @Option(names = "--roots", description = "how many (default ${DEFAULT-VALUE})")
    private int most = 4;

    @Option(names = "--count-naive", description = "only count what the naive algorithm would take; no recall then")
    private boolean countOnly;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VerificationBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() {
        List<RecordedRoot> roots;
        try (EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), dataDir.resolve("broker"))) {
            roots = RecordedRoot.read(broker.bootstrapServers()).stream()
                    .limit(most)
                    .toList();
        }
        if (roots.isEmpty()) throw new IllegalStateException(dataDir + " holds no root with candidates");
        try (LanguageModelScorer scorer = LanguageModelScorer.open(model, cache, "cpu-fp32", 1);
                LazyScreenModel screen =
                        new LazyScreenModel(() -> LanguageModelScorer.open(model, cache, "cpu-int8", 1));
                ScoringPool pool = new ScoringPool(ScoringPool.PoolLimits.threads(2), PassListener.NONE)) {
            return compare(roots, scorer, new ContextScorer(scorer, screen, pool));
        }
    }

    private int compare(List<RecordedRoot> roots, LanguageModelScorer scorer, ContextScorer contexts) {
        double epsilon = roots.getFirst().profile().settings().criterion().epsilon();
        NaiveVerification naive = new NaiveVerification(scorer, epsilon);
        Verified all = new Verified(Map.of(), 0);
        Verified exact = all;
        Verified screened = all;
        long counted = 0;
        long truncated = 0;
        for (RecordedRoot root : roots) {
            counted += naive.forwardTokens(root);
            truncated += naive.truncatedTokens(root);
            if (!countOnly) all = all.plus(naive.verify(root));
            exact = exact.plus(new ProductVerification(contexts, Scope.EXACT::of).verify(root));
            screened = screened.plus(new ProductVerification(contexts, Scope.SCREENED::of).verify(root));
            System.err.printf(
                    Locale.ROOT,
                    "%s: %d positions, dependencies so far: naive %s, exact %d, screened %d%n",
                    root.profile().ref().document(),
                    root.profile().positions().size(),
                    countOnly
                            ? "not asked"
                            : Integer.toString(all.dependencies().size()),
                    exact.dependencies().size(),
                    screened.dependencies().size());
        }
        Verified reference = countOnly ? exact : all;
        long differing = countOnly ? 0 : differing(all, exact, epsilon) + differing(exact, all, epsilon);
        if (differing > 0) System.out.println(differing + " pairs are judged differently by the exact mode");
        if (!countOnly && all.forwardTokens() != truncated) {
            System.out.println(
                    "counted " + truncated + " tokens of truncated passes, but it took " + all.forwardTokens());
        }
        System.out.printf(
                Locale.ROOT,
                "a pass over [C; D] for each pair %d; each ending at its position %d (1/%.1f); one for each candidate %d"
                        + " (1/%.1f)%n",
                counted,
                truncated,
                counted / (double) truncated,
                exact.forwardTokens(),
                counted / (double) exact.forwardTokens());
        System.out.printf(
                Locale.ROOT,
                "forward tokens: naive %d, exact %d (1/%.1f), screened %d (1/%.1f, recall %.2f)%n",
                counted,
                exact.forwardTokens(),
                counted / (double) exact.forwardTokens(),
                screened.forwardTokens(),
                counted / (double) screened.forwardTokens(),
                recall(reference, screened));
        return differing > 0 || (!countOnly && all.forwardTokens() != truncated) ? 1 : 0;
    }

    /** Clear dependencies of one that the other has not. */
    private static long differing(Verified one, Verified other, double epsilon) {
        return one.dependencies().entrySet().stream()
                .filter(found -> Math.abs(found.getValue() - epsilon) >= UNDECIDED)
                .filter(found -> !other.dependencies().containsKey(found.getKey()))
                .count();
    }

    private static double recall(Verified reference, Verified found) {
        if (reference.dependencies().isEmpty()) return 1;
        long kept = reference.dependencies().keySet().stream()
                .filter(found.dependencies()::containsKey)
                .count();
        return kept / (double) reference.dependencies().size();
    }
}
