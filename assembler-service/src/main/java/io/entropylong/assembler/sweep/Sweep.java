package io.entropylong.assembler.sweep;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.assembler.statistics.DependencyCounts;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the stored pairs of a run again. It knows only the candidates that the run scored: what its patience or its unit's
 * length left out stays unknown, so sweep a run with generous limits.
 */
public final class Sweep {
    private final List<RootPairs> roots;
    private final int specialTokens;
    private final int separatorTokens;
    private final int sampleTokens;

    /**
     * @param roots all roots of the run
     * @param specialTokens length of start and end together
     * @param separatorTokens length of a separator
     * @param sampleTokens length of a sample
     */
    public Sweep(List<RootPairs> roots, int specialTokens, int separatorTokens, int sampleTokens) {
        this.roots = List.copyOf(roots);
        this.specialTokens = specialTokens;
        this.separatorTokens = separatorTokens;
        this.sampleTokens = sampleTokens;
    }

    /** The dataset that this point would give, up to the packing. */
    public SweepResult at(SweepPoint point) {
        Count count = new Count(point);
        roots.forEach(count::add);
        return count.result();
    }

    private final class Count {
        private final SweepPoint point;
        private final Map<Verdict, Long> rejected = new EnumMap<>(Verdict.class);
        private final DependencyCounts dependencies;
        private long units;
        private long contexts;
        private long tokens;

        Count(SweepPoint point) {
            this.point = point;
            this.dependencies = new DependencyCounts(epsilon());
        }

        void add(RootPairs root) {
            int size = specialTokens + root.rootTokens();
            int before = size;
            for (RootPairs.Scored scored : root.scored()) {
                List<Dependency> accepted = accepted(scored);
                if (accepted.isEmpty()) continue;
                int grown = size + scored.passage().tokens() + separatorTokens;
                if (grown > point.unitTokens()) break; // as the verifier: the unit is full
                size = grown;
                contexts++;
                accepted.forEach(dependencies::add);
            }
            if (size == before) return;
            units++;
            tokens += size;
        }

        private List<Dependency> accepted(RootPairs.Scored scored) {
            Criterion criterion = point.criterion();
            List<Dependency> accepted = new ArrayList<>();
            for (Dependency pair : scored.pairs()) {
                Verdict verdict = criterion == null ? Verdict.ACCEPTED : criterion.judge(pair);
                if (verdict == Verdict.ACCEPTED) accepted.add(pair);
                else if (verdict != Verdict.LOW_GAIN) rejected.merge(verdict, 1L, Long::sum);
            }
            return accepted;
        }

        private double epsilon() {
            return point.criterion() == null ? Double.NaN : point.criterion().epsilon();
        }

        SweepResult result() {
            return new SweepResult(
                    point.name(),
                    epsilon(),
                    point.unitTokens(),
                    units,
                    contexts,
                    dependencies.total(),
                    dependencies.coldStarts(),
                    dependencies.byControl(),
                    dependencies.likelier(),
                    dependencies.withoutControl(),
                    rejected,
                    tokens,
                    tokens / (double) sampleTokens);
        }
    }
}
