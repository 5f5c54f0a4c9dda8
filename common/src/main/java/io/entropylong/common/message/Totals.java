package io.entropylong.common.message;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sums over the concluded roots of a run.
 *
 * @param roots concluded
 * @param units of these
 * @param positions high-entropy positions
 * @param candidates retrieved
 * @param candidatesScored of these
 * @param pairsScored (position, candidate) pairs
 * @param contexts verified
 * @param dependencies pairs with gain above epsilon
 * @param coldStarts dependencies in the first 32 tokens of their root
 * @param byControl dependencies at positions where a control passage gains more than epsilon too
 * @param likelier dependencies whose true token became likelier
 * @param controlled dependencies that {@link Criterion#controlled} accepts
 * @param rejected pairs with gain above epsilon that the run's criterion rejected, by its objection
 * @param baselineTokens forward tokens for roots alone
 * @param verificationTokens forward tokens for candidates
 * @param controlTokens forward tokens for control passages
 * @param screenTokens forward tokens for candidates in a lower precision
 * @param naiveTokens what one pass over [C; D] a scored pair would have taken
 * @param truncatedTokens the same with passes that end at their position
 */
public record Totals(
        int roots,
        int units,
        long positions,
        long candidates,
        long candidatesScored,
        long pairsScored,
        long contexts,
        long dependencies,
        long coldStarts,
        long byControl,
        long likelier,
        long controlled,
        Map<Verdict, Long> rejected,
        long baselineTokens,
        long verificationTokens,
        long controlTokens,
        long screenTokens,
        long naiveTokens,
        long truncatedTokens) {
    public Totals {
        rejected = rejected.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(rejected));
    }

    public static Totals none() {
        return new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0);
    }

    /** These sums with one more root. */
    public Totals plus(RootConcluded root) {
        long units = 0;
        long contexts = 0;
        long dependencies = 0;
        long coldStarts = 0;
        long byControl = 0;
        long likelier = 0;
        long controlled = 0;
        if (root instanceof RootConcluded.Unit unit) {
            units = 1;
            contexts = unit.contexts().size();
            double epsilon = unit.facts().settings().criterion().epsilon();
            Criterion strict = Criterion.controlled(epsilon);
            for (Dependency dependency : unit.dependencies()) {
                dependencies++;
                Double controlGain = dependency.controlGain();
                if (dependency.position() < Criterion.COLD_START_TOKENS) coldStarts++;
                if (controlGain != null && controlGain > epsilon) byControl++;
                if (dependency.surprisalWithContext() < dependency.surprisal()) likelier++;
                if (strict.judge(dependency) == Verdict.ACCEPTED) controlled++;
            }
        }
        RootConcluded.Cost cost = root.cost();
        return new Totals(
                this.roots + 1,
                this.units + (int) units,
                this.positions + root.facts().positions(),
                this.candidates + cost.candidates(),
                this.candidatesScored + cost.candidatesScored(),
                this.pairsScored + cost.pairsScored(),
                this.contexts + contexts,
                this.dependencies + dependencies,
                this.coldStarts + coldStarts,
                this.byControl + byControl,
                this.likelier + likelier,
                this.controlled + controlled,
                sum(this.rejected, root.rejected()),
                this.baselineTokens + cost.baselineTokens(),
                this.verificationTokens + cost.verificationTokens(),
                this.controlTokens + cost.controlTokens(),
                this.screenTokens + cost.screenTokens(),
                this.naiveTokens + cost.naiveTokens(),
                this.truncatedTokens + cost.truncatedTokens());
    }

    public long forwardTokens() {
        return baselineTokens + verificationTokens + controlTokens + screenTokens;
    }

    /** These sums and others of the same run. */
    public Totals plus(Totals other) {
        return new Totals(
                roots + other.roots,
                units + other.units,
                positions + other.positions,
                candidates + other.candidates,
                candidatesScored + other.candidatesScored,
                pairsScored + other.pairsScored,
                contexts + other.contexts,
                dependencies + other.dependencies,
                coldStarts + other.coldStarts,
                byControl + other.byControl,
                likelier + other.likelier,
                controlled + other.controlled,
                sum(rejected, other.rejected),
                baselineTokens + other.baselineTokens,
                verificationTokens + other.verificationTokens,
                controlTokens + other.controlTokens,
                screenTokens + other.screenTokens,
                naiveTokens + other.naiveTokens,
                truncatedTokens + other.truncatedTokens);
    }

    private static Map<Verdict, Long> sum(Map<Verdict, Long> one, Map<Verdict, Long> other) {
        Map<Verdict, Long> sums = new EnumMap<>(Verdict.class);
        sums.putAll(one);
        other.forEach((verdict, count) -> sums.merge(verdict, count, Long::sum));
        return sums;
    }
}
