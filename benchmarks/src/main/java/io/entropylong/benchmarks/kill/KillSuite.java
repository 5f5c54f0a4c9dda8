package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same run undisturbed and under kills, until as many kills as wanted were made; each dataset is compared. */
@Command(name = "kill-suite", mixinStandardHelpOptions = true)
public final class KillSuite implements Callable<Integer> {
    private static final Duration ROUND_LIMIT = Duration.ofMinutes(40);
    private static final int MOST_GAP_MILLIS = 14_000;
    private static final int LEAST_GAP_MILLIS = 2_000;

    /** One kill of so many is one of the launcher. */
    private static final int LAUNCHER_SHARE = 4;

    private static final int PASSAGE_TOKENS = 256;
    private static final int ROOT_TOKENS = 400;
    private static final int WAVE = 6;

    /** Of one entropy service: its batches of four requests and of four roots (score-batch, profile-batch). */
    private static final long MOST_IN_FLIGHT = 4L * WAVE * (PASSAGE_TOKENS + ROOT_TOKENS + 8) + 4L * ROOT_TOKENS;

    @Option(names = "--corpus", required = true, description = "JSONL")
    private Path corpus = Path.of("");

    @Option(names = "--model", required = true)
    private Path model = Path.of("");

    @Option(names = "--cache", required = true, description = "of the command: converted models")
    private Path cache = Path.of("");

    @Option(names = "--work", required = true, description = "an empty folder; what is needed to see why stays there")
    private Path work = Path.of("");

    @Option(names = "--kills", description = "how many (default ${DEFAULT-VALUE})")
    private int wanted = 20;

    @Option(names = "--roots", description = "of the run (default ${DEFAULT-VALUE})")
    private int roots = 24;

    @Option(names = "--seed", description = "of the kills (default: new each time, and printed)")
    private long seed = System.nanoTime();

    @Option(names = "--only", split = ",", description = "some of ${COMPLETION-CANDIDATES}; the launcher's never")
    private List<Disturbance> only = List.of();

    private final Random random = new Random();
    private final Map<Class<?>, List<Disturbance>> waiting = new HashMap<>();
    private int kills;
    private int rounds;
    private int unequal;
    private int lost;
    private int doubled;
    private long redone;
    private boolean tooMuchRedone;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KillSuite()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        System.out.println("seed " + seed);
        random.setSeed(seed);
        Dataset undisturbed = round("undisturbed", this::cluster, 0);
        int byLauncher = only.isEmpty() ? wanted / LAUNCHER_SHARE : 0;
        while (kills < wanted) {
            rounds++;
            boolean separate = kills < wanted - byLauncher;
            Dataset killed = separate
                    ? round("round-" + rounds, this::cluster, wanted - byLauncher - kills)
                    : round("round-" + rounds, this::launcher, wanted - kills);
            compare(undisturbed, killed);
        }
        System.out.printf(
                Locale.ROOT,
                "kills %d, samples %s, lost %d, doubled %d, redone %d tokens%n",
                kills,
                unequal == 0 ? "equal" : "DIFFERENT in " + unequal + " of " + rounds + " runs",
                lost,
                doubled,
                redone);
        return unequal + lost + doubled == 0 && !tooMuchRedone ? 0 : 1;
    }

    private Suite cluster(Path folder) throws IOException {
        return new Cluster(folder, model, cache.resolve("models"));
    }

    private Suite launcher(Path folder) throws IOException, InterruptedException {
        return new Launcher(folder, model, cache);
    }

    /** Starts a suite in a folder. */
    private interface Start {
        Suite in(Path folder) throws IOException, InterruptedException;
    }

    /** One run of a suite of its own with at most so many kills. */
    private Dataset round(String name, Start suites, int most) throws IOException, InterruptedException {
        try (Suite suite = suites.in(work.resolve(name).toAbsolutePath())) {
            Job job = new Job(suite);
            job.start(corpus, PASSAGE_TOKENS, settings());
            long start = System.nanoTime();
            int before = kills;
            while (!ended(job, suite, start)) {
                Thread.sleep(random.nextInt(LEAST_GAP_MILLIS, MOST_GAP_MILLIS));
                if (kills - before >= most || ended(job, suite, start)) continue;
                Disturbance next = draw(suite);
                System.out.printf(Locale.ROOT, "%s, %d s: %s", name, seconds(start), next);
                String said = suite.disturb(next);
                System.out.println(said.isEmpty() ? "" : ", " + said);
                kills++;
            }
            long again = suite.computedTokens() - CommittedTokens.on(suite.kafka());
            System.out.printf(
                    Locale.ROOT, "%s: %s after %d s, redone %d tokens%n", name, job.state(), seconds(start), again);
            redone += again;
            if (again > (long) (kills - before) * MOST_IN_FLIGHT) {
                tooMuchRedone = true;
                System.out.printf(Locale.ROOT, "more than the %d tokens in flight at each kill%n", MOST_IN_FLIGHT);
            }
            return new Dataset(suite.datasets().resolve(Job.RUN));
        }
    }

    /** Everything that can be done to such a suite once in a random order, then again. */
    private Disturbance draw(Suite suite) {
        List<Disturbance> left = waiting.computeIfAbsent(suite.getClass(), any -> new ArrayList<>());
        if (left.isEmpty()) {
            left.addAll(suite.disturbances());
            if (!only.isEmpty()) left.retainAll(only);
        }
        return left.remove(random.nextInt(left.size()));
    }

    private static boolean ended(Job job, Suite suite, long start) throws IOException, InterruptedException {
        String state = job.state();
        if (state.equals("FAILED")) throw new IllegalStateException("the run failed");
        suite.death().ifPresent(death -> {
            throw new IllegalStateException(death);
        });
        if (System.nanoTime() - start > ROUND_LIMIT.toNanos()) {
            throw new IllegalStateException("the run is " + state + " after " + ROUND_LIMIT.toMinutes() + " min");
        }
        return state.equals("COMPLETED");
    }

    private void compare(Dataset undisturbed, Dataset killed) throws IOException {
        List<String> different = undisturbed.differences(killed);
        if (!different.isEmpty()) {
            unequal++;
            System.out.println("different from the undisturbed run: " + different);
        }
        List<String> expected = undisturbed.roots();
        List<String> found = killed.roots();
        Set<String> distinct = new HashSet<>(found);
        doubled += found.size() - distinct.size();
        lost += (int) expected.stream().filter(root -> !distinct.contains(root)).count();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("topK", 6);
        settings.put("phraseK", 2);
        settings.put("maxCandidates", 24);
        settings.put("patience", 16);
        settings.put("waveCandidates", WAVE);
        settings.put("controlPassages", 1);
        settings.put("rootMinTokens", 200);
        settings.put("rootMaxTokens", ROOT_TOKENS);
        settings.put("unitTokens", 2048);
        settings.put("sampleTokens", 4096);
        settings.put("maxRoots", roots);
        return settings;
    }

    private static long seconds(long start) {
        return (System.nanoTime() - start) / 1_000_000_000;
    }
}
