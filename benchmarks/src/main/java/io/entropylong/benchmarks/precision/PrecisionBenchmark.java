package io.entropylong.benchmarks.precision;

import io.entropylong.benchmarks.verification.RecordedRoot;
import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import io.entropylong.entropy.model.LanguageModelScorer;
import io.entropylong.entropy.scoring.Outcome;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.Phase;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores the candidates of recorded roots in float32 and in int8, root by root in turn, and works out two stages of them. */
@Command(name = "precision", mixinStandardHelpOptions = true)
public final class PrecisionBenchmark implements Callable<Integer> {
    private static final double[] BANDS = {0, 0.05, 0.1, 0.15, 0.2, 0.3};

    @Option(names = "--data-dir", required = true, description = "of a run that has ended; may be given again")
    private List<Path> dataDirs = List.of();

    @Option(names = "--model", required = true)
    private Path model = Path.of("");

    @Option(names = "--cache", required = true, description = "converted models")
    private Path cache = Path.of("");

    @Option(names = "--roots", description = "how many of each run (default ${DEFAULT-VALUE})")
    private int most = 8;

    private final List<ScoredPair> pairs = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private long referenceNanos;
    private long screenNanos;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PrecisionBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() {
        try (LanguageModelScorer reference = LanguageModelScorer.open(model, cache, "cpu-fp32", 1);
                LanguageModelScorer screen = LanguageModelScorer.open(model, cache, "cpu-int8", 1);
                ScoringPool pool = new ScoringPool(ScoringPool.PoolLimits.threads(2), PassListener.NONE)) {
            for (Path dataDir : dataDirs) {
                for (RecordedRoot root : roots(dataDir)) {
                    score(root, reference, screen, pool);
                    System.err.printf(
                            Locale.ROOT,
                            "%s: %d pairs so far%n",
                            root.profile().ref().document(),
                            pairs.size());
                }
            }
        }
        report();
        return 0;
    }

    private List<RecordedRoot> roots(Path dataDir) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), dataDir.resolve("broker"))) {
            return RecordedRoot.read(broker.bootstrapServers()).stream()
                    .limit(most)
                    .toList();
        }
    }

    private void score(RecordedRoot root, LanguageModelScorer scorer, LanguageModelScorer screen, ScoringPool pool) {
        Map<Integer, Double> baseline = root.profile().positions().stream()
                .collect(Collectors.toMap(HighEntropyPosition::index, HighEntropyPosition::entropy));
        Map<String, Candidate> candidates = new TreeMap<>();
        for (CandidatesRetrieved part : root.parts()) {
            for (Candidate candidate : part.candidates()) candidates.put(candidate.passage(), candidate);
        }
        List<Sequence> sequences = new ArrayList<>();
        List<List<Integer>> indices = new ArrayList<>();
        for (Candidate candidate : candidates.values()) {
            List<Integer> wanted = candidate.retrievals().stream()
                    .map(Candidate.Retrieval::index)
                    .distinct()
                    .sorted()
                    .toList();
            indices.add(wanted);
            sequences.add(Sequence.withContext(
                    scorer.identity(),
                    scorer.tokenize(candidate.text()),
                    root.profile().tokens(),
                    wanted));
        }
        long started = System.nanoTime();
        List<Outcome> exact = pool.scoreAll(scorer, Phase.VERIFY, sequences);
        long between = System.nanoTime();
        List<Outcome> rough = pool.scoreAll(screen, Phase.SCREEN, sequences);
        referenceNanos += between - started;
        screenNanos += System.nanoTime() - between;
        for (int i = 0; i < sequences.size(); i++) {
            TokenScores reference = scores(exact.get(i));
            TokenScores screened = scores(rough.get(i));
            int pass = lengths.size();
            lengths.add(sequences.get(i).length());
            for (int j = 0; j < indices.get(i).size(); j++) {
                double entropy = baseline.getOrDefault(indices.get(i).get(j), Double.NaN);
                pairs.add(new ScoredPair(
                        pass, (entropy - reference.entropy(j)) / entropy, (entropy - screened.entropy(j)) / entropy));
            }
        }
    }

    private static TokenScores scores(Outcome outcome) {
        if (outcome instanceof Outcome.Scored scored) return scored.scores();
        throw new IllegalStateException("a pass failed: " + outcome);
    }

    private void report() {
        double speed = screenNanos / (double) referenceNanos;
        double square = pairs.stream()
                .mapToDouble(pair -> Math.pow(pair.reference() - pair.screened(), 2))
                .average()
                .orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%d pairs in %d passes of %.0f tokens; int8 takes %.2f of float32's time; its gains differ by %.3f rms%n",
                pairs.size(),
                lengths.size(),
                lengths.stream().mapToInt(Integer::intValue).average().orElse(0),
                speed,
                Math.sqrt(square));
        for (double band : BANDS) {
            for (double epsilon : new double[] {0.2, 0.4}) {
                TwoStage two = TwoStage.of(pairs, lengths, epsilon, band, speed);
                System.out.printf(
                        Locale.ROOT,
                        "epsilon %.1f, band %.2f: %d of %d accepted pairs lost, %.1f %% of the passes done again, %.2f of"
                                + " float32's time%n",
                        epsilon,
                        band,
                        two.lost(),
                        two.accepted(),
                        100.0 * two.again() / lengths.size(),
                        two.cost());
            }
        }
    }
}
