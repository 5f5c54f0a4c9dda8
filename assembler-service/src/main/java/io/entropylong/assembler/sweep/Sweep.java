package io.entropylong.assembler.sweep;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.assembler.statistics.DependencyCounts;
import io.entropylong.common.message.Verdict;
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
            JudgedRoot judged = JudgedRoot.of(root, point, specialTokens, separatorTokens);
            judged.rejected().forEach((verdict, count) -> rejected.merge(verdict, count, Long::sum));
            if (judged.contexts().isEmpty()) return;
            units++;
            tokens += specialTokens + root.rootTokens();
            for (RootPairs.Scored context : judged.contexts()) {
                contexts++;
                tokens += context.passage().tokens() + separatorTokens;
                context.pairs().forEach(dependencies::add);
            }
        }

        private double epsilon() {
            return point.verifies() ? point.criterion().epsilon() : Double.NaN;
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
