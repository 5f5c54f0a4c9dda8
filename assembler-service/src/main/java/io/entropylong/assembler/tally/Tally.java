package io.entropylong.assembler.tally;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.Totals;
import java.util.Objects;

/**
 * What has passed so far of a run; sums, so that they can be added up in any order.
 *
 * @param profiled roots
 * @param retrieved roots whose candidates are known
 * @param contextsScored (context, root) pairs that went through the model
 * @param pairsScored positions scored in these
 * @param baselineTokens forward tokens for profiles
 * @param contextTokens forward tokens for scores
 * @param totals over the concluded roots
 * @param unitTokens of all units
 * @param packedTokens of units in samples
 * @param samples packed
 */
public record Tally(
        int profiled,
        int retrieved,
        long contextsScored,
        long pairsScored,
        long baselineTokens,
        long contextTokens,
        Totals totals,
        long unitTokens,
        long packedTokens,
        int samples) {
    public Tally {
        Objects.requireNonNull(totals, "totals");
    }

    public static Tally none() {
        return new Tally(0, 0, 0, 0, 0, 0, Totals.none(), 0, 0, 0);
    }

    public static Tally of(RootProfiled root) {
        long tokens =
                switch (root) {
                    case RootProfiled.Profile profile -> profile.forwardTokens();
                    case RootProfiled.Refused refused -> refused.forwardTokens();
                };
        return new Tally(1, 0, 0, 0, tokens, 0, Totals.none(), 0, 0, 0);
    }

    /** Counts a root once, with its first part. */
    public static Tally of(CandidatesRetrieved candidates) {
        return new Tally(0, candidates.part() == 0 ? 1 : 0, 0, 0, 0, 0, Totals.none(), 0, 0, 0);
    }

    public static Tally of(ContextsScored scored) {
        long contexts = 0;
        long pairs = 0;
        long tokens = 0;
        for (ContextsScored.ContextScore score : scored.scores()) {
            if (!score.positions().isEmpty()) contexts++;
            pairs += score.positions().size();
            tokens += score.computedTokens();
        }
        return new Tally(0, 0, contexts, pairs, 0, tokens, Totals.none(), 0, 0, 0);
    }

    public static Tally of(RootConcluded root) {
        long tokens = root instanceof RootConcluded.Unit unit ? unit.span() : 0;
        return new Tally(0, 0, 0, 0, 0, 0, Totals.none().plus(root), tokens, 0, 0);
    }

    public static Tally of(Packed packed) {
        if (!(packed instanceof Packed.Sample sample)) return none();
        long tokens =
                sample.units().stream().mapToLong(unit -> unit.span().size()).sum();
        return new Tally(0, 0, 0, 0, 0, 0, Totals.none(), 0, tokens, 1);
    }

    public Tally plus(Tally other) {
        return new Tally(
                profiled + other.profiled,
                retrieved + other.retrieved,
                contextsScored + other.contextsScored,
                pairsScored + other.pairsScored,
                baselineTokens + other.baselineTokens,
                contextTokens + other.contextTokens,
                totals.plus(other.totals),
                unitTokens + other.unitTokens,
                packedTokens + other.packedTokens,
                samples + other.samples);
    }

    public long forwardTokens() {
        return baselineTokens + contextTokens;
    }

    /** Tokens of units that wait for a sample. */
    public long bufferedTokens() {
        return unitTokens - packedTokens;
    }
}
