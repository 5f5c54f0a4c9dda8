package io.entropylong.assembler.sweep;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
        private long units;
        private long contexts;
        private long dependencies;
        private long coldStarts;
        private long byControl;
        private long likelier;
        private long withoutControl;
        private long tokens;

        Count(SweepPoint point) {
            this.point = point;
        }

        void add(RootPairs root) {
            Map<Integer, RootPairs.Position> positions = new HashMap<>();
            root.positions().forEach(position -> positions.put(position.position(), position));
            int size = specialTokens + root.rootTokens();
            int before = size;
            for (RootPairs.Passage passage : root.candidates()) {
                List<Dependency> accepted = accepted(passage, positions);
                if (accepted.isEmpty()) continue;
                int grown = size + passage.tokens() + separatorTokens;
                if (grown > point.unitTokens()) break; // as the verifier: the unit is full
                size = grown;
                contexts++;
                accepted.forEach(this::count);
            }
            if (size == before) return;
            units++;
            tokens += size;
        }

        private List<Dependency> accepted(RootPairs.Passage passage, Map<Integer, RootPairs.Position> positions) {
            Criterion criterion = point.criterion();
            List<Dependency> accepted = new ArrayList<>();
            for (RootPairs.Pair pair : passage.pairs()) {
                RootPairs.Position alone = positions.get(pair.position());
                if (alone == null)
                    throw new IllegalArgumentException("no position " + pair.position() + ": " + passage);
                Dependency dependency = dependency(passage, pair, alone);
                Verdict verdict = criterion == null ? Verdict.ACCEPTED : criterion.judge(dependency);
                if (verdict == Verdict.ACCEPTED) accepted.add(dependency);
                else if (verdict != Verdict.LOW_GAIN) rejected.merge(verdict, 1L, Long::sum);
            }
            return accepted;
        }

        private void count(Dependency dependency) {
            dependencies++;
            Double control = dependency.controlGain();
            if (dependency.position() < Criterion.COLD_START_TOKENS) coldStarts++;
            if (control == null) withoutControl++;
            else if (control > epsilon()) byControl++;
            if (dependency.surprisalWithContext() < dependency.surprisal()) likelier++;
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
                    dependencies,
                    coldStarts,
                    byControl,
                    likelier,
                    withoutControl,
                    rejected,
                    tokens,
                    tokens / (double) sampleTokens);
        }
    }

    private static Dependency dependency(RootPairs.Passage passage, RootPairs.Pair pair, RootPairs.Position alone) {
        Candidate.Arm arm = Candidate.Arm.valueOf(pair.arm().toUpperCase(Locale.ROOT));
        return new Dependency(
                passage.passage(),
                pair.position(),
                alone.entropy(),
                pair.entropyWithContext(),
                alone.surprisal(),
                pair.surprisalWithContext(),
                pair.copiedTokens(),
                alone.controlGain(),
                new Candidate.Retrieval(pair.position(), arm, pair.similarity(), pair.rank()));
    }
}
