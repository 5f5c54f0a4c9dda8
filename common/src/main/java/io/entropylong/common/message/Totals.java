package io.entropylong.common.message;

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
 * @param controlled dependencies whose gain a control passage also exceeds epsilon with
 * @param likelier dependencies whose true token became likelier
 * @param strict dependencies that are no cold start, that no control passage gives, and whose true token became likelier
 * @param baselineTokens forward tokens for roots alone
 * @param verificationTokens forward tokens for candidates
 * @param controlTokens forward tokens for control passages
 * @param naiveTokens what one pass a scored pair would have taken
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
        long controlled,
        long likelier,
        long strict,
        long baselineTokens,
        long verificationTokens,
        long controlTokens,
        long naiveTokens) {
    /** A dependency at a lower index than this is a cold start: there any text helps. */
    public static final int COLD_START_TOKENS = 32;

    public static Totals none() {
        return new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** These sums with one more root. */
    public Totals plus(RootConcluded root) {
        long units = 0;
        long contexts = 0;
        long dependencies = 0;
        long coldStarts = 0;
        long controlled = 0;
        long likelier = 0;
        long strict = 0;
        if (root instanceof RootConcluded.Unit unit) {
            units = 1;
            contexts = unit.contexts().size();
            double epsilon = unit.facts().settings().epsilon();
            for (Dependency dependency : unit.dependencies()) {
                dependencies++;
                boolean coldStart = dependency.position() < COLD_START_TOKENS;
                Double controlGain = dependency.controlGain();
                boolean byControl = controlGain != null && controlGain > epsilon;
                boolean truth = dependency.surprisalWithContext() < dependency.surprisal();
                if (coldStart) coldStarts++;
                if (byControl) controlled++;
                if (truth) likelier++;
                if (!coldStart && !byControl && truth) strict++;
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
                this.controlled + controlled,
                this.likelier + likelier,
                this.strict + strict,
                this.baselineTokens + cost.baselineTokens(),
                this.verificationTokens + cost.verificationTokens(),
                this.controlTokens + cost.controlTokens(),
                this.naiveTokens + cost.naiveTokens());
    }

    public long forwardTokens() {
        return baselineTokens + verificationTokens + controlTokens;
    }
}
