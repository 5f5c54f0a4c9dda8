package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    @Option(names = "--corpus", required = true, description = "JSONL")
    private Path corpus = Path.of("");

    @Option(names = "--model", required = true)
    private Path model = Path.of("");

    @Option(names = "--cache", required = true, description = "converted models")
    private Path cache = Path.of("");

    @Option(names = "--work", required = true, description = "an empty folder; what is needed to see why stays there")
    private Path work = Path.of("");

    @Option(names = "--kills", description = "how many (default ${DEFAULT-VALUE})")
    private int wanted = 20;

    @Option(names = "--roots", description = "of the run (default ${DEFAULT-VALUE})")
    private int roots = 24;

    @Option(names = "--seed", description = "of the kills (default: new each time, and printed)")
    private long seed = System.nanoTime();

    private int kills;
    private int rounds;
    private int unequal;
    private int lost;
    private int doubled;
    private long redone;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KillSuite()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Disturbance> waiting = new ArrayList<>();
        Dataset undisturbed = round("undisturbed", random, waiting, 0);
        while (kills < wanted) {
            rounds++;
            compare(undisturbed, round("round-" + rounds, random, waiting, wanted - kills));
        }
        System.out.printf(
                Locale.ROOT,
                "kills %d, samples %s, lost %d, doubled %d, redone %d tokens%n",
                kills,
                unequal == 0 ? "equal" : "DIFFERENT in " + unequal + " of " + rounds + " runs",
                lost,
                doubled,
                redone);
        return unequal + lost + doubled == 0 ? 0 : 1;
    }

    private Dataset round(String name, Random random, List<Disturbance> waiting, int most)
            throws IOException, InterruptedException {
        try (Cluster cluster = new Cluster(work.resolve(name).toAbsolutePath(), model, cache)) {
            Job job = new Job(cluster.uri("retrieval"), cluster.uri("assembler"));
            job.start(corpus, 256, settings());
            long start = System.nanoTime();
            int before = kills;
            while (!ended(job, cluster, start)) {
                Thread.sleep(random.nextInt(LEAST_GAP_MILLIS, MOST_GAP_MILLIS));
                if (kills - before >= most || ended(job, cluster, start)) continue;
                Disturbance next = Disturbance.draw(waiting, random);
                System.out.printf(Locale.ROOT, "%s, %d s: %s%n", name, seconds(start), next);
                cluster.disturb(next);
                kills++;
            }
            System.out.printf(Locale.ROOT, "%s: %s after %d s%n", name, job.state(), seconds(start));
            redone += Redone.tokens(cluster.bootstrapServers());
            return new Dataset(cluster.datasets().resolve(Job.RUN));
        }
    }

    private static boolean ended(Job job, Cluster cluster, long start) throws IOException, InterruptedException {
        String state = job.state();
        if (state.equals("FAILED")) throw new IllegalStateException("the run failed");
        cluster.death().ifPresent(death -> {
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
        settings.put("waveCandidates", 6);
        settings.put("controlPassages", 1);
        settings.put("rootMinTokens", 200);
        settings.put("rootMaxTokens", 400);
        settings.put("unitTokens", 2048);
        settings.put("sampleTokens", 4096);
        settings.put("maxRoots", roots);
        return settings;
    }

    private static long seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }
}
