package io.entropylong.assembler.statistics;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Judges the scored pairs of a run by each criterion, and counts them by rank. Not thread-safe. */
final class PairCounts {
    private final Criterion paper;
    private final Map<String, Criterion> criteria = new LinkedHashMap<>();
    private final Map<String, Long> accepted = new LinkedHashMap<>();
    private final Map<Place, long[]> ranks = new TreeMap<>(
            Comparator.comparing(Place::arm).thenComparingInt(Place::rank)); // element 0: pairs, 1: accepted
    private final Observations gains = Observations.ofRatios();
    private long pairs;

    private record Place(Candidate.Arm arm, int rank) {}

    PairCounts(Criterion own) {
        double epsilon = own.epsilon();
        Criterion controlled = Criterion.controlled(epsilon);
        paper = Criterion.paper(epsilon);
        criteria.put("paper", paper);
        criteria.put("min-position", new Criterion(epsilon, controlled.minPosition(), false, 0, null));
        criteria.put("truth", new Criterion(epsilon, 0, true, 0, null));
        criteria.put("max-copy-tokens", new Criterion(epsilon, 0, false, controlled.maxCopyTokens(), null));
        criteria.put("control-margin", new Criterion(epsilon, 0, false, 0, controlled.controlMargin()));
        criteria.put("controlled", controlled);
        criteria.put("run", own);
        criteria.keySet().forEach(name -> accepted.put(name, 0L));
    }

    void add(RootPairs root) {
        for (RootPairs.Scored scored : root.scored()) scored.pairs().forEach(this::add);
    }

    private void add(Dependency pair) {
        pairs++;
        gains.add(pair.gain());
        criteria.forEach((name, criterion) -> {
            if (criterion.judge(pair) == Verdict.ACCEPTED) accepted.merge(name, 1L, Long::sum);
        });
        Candidate.Retrieval retrieval = pair.retrieval();
        long[] count = ranks.computeIfAbsent(new Place(retrieval.arm(), retrieval.rank()), place -> new long[2]);
        count[0]++;
        if (paper.judge(pair) == Verdict.ACCEPTED) count[1]++;
    }

    Distribution gains() {
        return gains.tenths();
    }

    List<Statistics.Acceptance> acceptance() {
        return accepted.entrySet().stream()
                .map(entry -> new Statistics.Acceptance(
                        entry.getKey(), entry.getValue(), pairs == 0 ? null : entry.getValue() / (double) pairs))
                .toList();
    }

    List<Statistics.Rank> ranks() {
        return ranks.entrySet().stream()
                .map(entry -> new Statistics.Rank(
                        entry.getKey().arm().name().toLowerCase(Locale.ROOT),
                        entry.getKey().rank(),
                        entry.getValue()[0],
                        entry.getValue()[1],
                        entry.getValue()[1] / (double) entry.getValue()[0]))
                .toList();
    }
}
