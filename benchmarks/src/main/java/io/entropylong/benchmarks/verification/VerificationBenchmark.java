package io.entropylong.benchmarks.verification;

import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.entropy.model.LanguageModelScorer;
import io.entropylong.entropy.model.LazyScreenModel;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.ScoringPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--least-promise", description = "setting of the screened mode (default ${DEFAULT-VALUE})")
    private double leastPromise = 0.5;

    @Option(names = "--kept-tokens", description = "with --count, of passages in a memory (default ${DEFAULT-VALUE})")
    private long keptTokens = 50_000;

    @Option(names = "--scores", description = "folder where the passes of the exact mode are kept between starts")
    private @Nullable Path scores;

    @Option(names = "--pairs", description = "file for all scored pairs and what was known of them before")
    private @Nullable Path pairs;

    @Option(names = "--count-naive", description = "only count what the naive algorithm would take; no recall then")
    private boolean countOnly;

    @Option(names = "--count", description = "count what naive and exact mode would take, and run nothing")
    private boolean countAll;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VerificationBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
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
            if (countAll) return count(roots, scorer);
            return compare(roots, scorer, new ScoreBook(scorer, new ContextScorer(scorer, screen, pool), scores));
        }
    }

    private int count(List<RecordedRoot> roots, LanguageModelScorer scorer) {
        NaiveVerification counter = new NaiveVerification(scorer, 0);
        KeptPassages all = new KeptPassages(Long.MAX_VALUE);
        KeptPassages some = new KeptPassages(keptTokens);
        long naive = 0;
        long exact = 0;
        for (RecordedRoot root : roots) {
            naive += counter.forwardTokens(root);
            exact += counter.candidateTokens(root);
            counter.prefixes(root).forEach((passage, tokens) -> {
                all.use(passage, tokens);
                some.use(passage, tokens);
            });
        }
        System.out.printf(
                Locale.ROOT,
                "%d roots; forward tokens: naive %d, exact %d (1/%.2f)%n",
                roots.size(),
                naive,
                exact,
                naive / (double) exact);
        for (KeptPassages kept : List.of(some, all)) {
            long left = exact - kept.spared();
            System.out.printf(
                    Locale.ROOT,
                    "with the keys and values of the %d tokens of passages kept that were used last: %d (1/%.2f)%n",
                    kept.most(),
                    left,
                    naive / (double) left);
        }
        return 0;
    }

    private int compare(List<RecordedRoot> roots, LanguageModelScorer scorer, ScoreBook book) throws IOException {
        double epsilon = roots.getFirst().profile().settings().criterion().epsilon();
        NaiveVerification naive = new NaiveVerification(scorer, epsilon);
        PairLog log = new PairLog();
        Verified all = Verified.nothing();
        Verified exact = all;
        Verified screened = all;
        long counted = 0;
        long truncated = 0;
        for (RecordedRoot root : roots) {
            counted += naive.forwardTokens(root);
            truncated += naive.truncatedTokens(root);
            if (!countOnly) all = all.plus(naive.verify(root));
            Verified whole = new ProductVerification(book, Scope.EXACT::of).verify(root);
            log.add(root, whole.candidates());
            exact = exact.plus(whole);
            screened = screened.plus(new ProductVerification(book, new Scope(leastPromise)::of).verify(root));
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
        if (pairs != null) log.write(pairs);
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
        System.out.printf(Locale.ROOT, "largest state of a root between two requests: %d bytes%n", exact.stateBytes());
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
