package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;

/**
 * What decides the content of a run's dataset; the same settings over the same sealed corpus and model give the same bytes.
 *
 * @param alpha a position's entropy lies above mu + alpha sigma (EntropyLong, step 1)
 * @param window tokens on each side of a position that make its query (w, step 2)
 * @param retrieval how candidates are found (step 2)
 * @param criterion when a scored pair is a dependency (step 3)
 * @param precision of verification
 * @param precisionBand with two stages: how far below epsilon a gain of the first stage may lie for the second to be made
 * @param waveCandidates candidates of a root that are scored before the verifier decides again
 * @param maxCandidates candidates of a root that are scored at most, best first
 * @param patience candidates in a row without a dependency after which a root's remaining ones are left
 * @param leastPromise dependencies that a thousand forward tokens must promise for a candidate to be scored; 0 scores all
 * @param controlPassages random passages scored at the positions of a root that has dependencies
 * @param rootMinTokens shorter documents are no roots
 * @param rootMaxTokens longer documents are cut into windows
 * @param unitTokens most tokens of a unit
 * @param sampleTokens tokens of a sample, exactly
 * @param roots which texts of the corpus are roots
 * @param maxSamples samples after which the run ends
 * @param rootsInFlight roots that are worked on at a time; changes no result
 * @param order of a unit's contexts
 * @param seed everything random comes from it
 * @param outputs how the samples are written
 */
public record RunSettings(
        double alpha,
        int window,
        @JsonUnwrapped RetrievalSettings retrieval,
        @JsonUnwrapped Criterion criterion,
        VerificationPrecision precision,
        double precisionBand,
        int waveCandidates,
        int maxCandidates,
        int patience,
        double leastPromise,
        int controlPassages,
        int rootMinTokens,
        int rootMaxTokens,
        int unitTokens,
        int sampleTokens,
        @JsonUnwrapped RootChoice roots,
        int maxSamples,
        int rootsInFlight,
        ContextOrder order,
        long seed,
        @JsonUnwrapped Outputs outputs) {
    /** Of a position or a root: what is asked for at a time is held in memory. */
    static final int MOST_PASSAGES = 1000;

    /** A sample must fit into one record of a topic. */
    private static final int MOST_SAMPLE_TOKENS = 1_048_576;

    private static final int MOST_ROOTS_IN_FLIGHT = 100_000;

    /** How a unit's contexts are arranged (EntropyLong, step 4). */
    public enum ContextOrder {
        /** A permutation drawn by seed; the paper's better one. */
        SHUFFLE,
        /** By the first position that each context resolves. */
        SEQUENCE
    }

    /** What candidates are scored in; baselines and control passages are always exact. */
    public enum VerificationPrecision {
        /** One pass in the model's own precision. */
        @JsonProperty("fp32")
        FP32,
        /**
         * int8 first, then float32 for each candidate with a pair whose gain lies above epsilon - band: what is accepted
         * is always float32's word.
         */
        @JsonProperty("two-stage")
        TWO_STAGE
    }

    public RunSettings {
        requireFinite("alpha", alpha);
        requireFinite("leastPromise", leastPromise);
        if (leastPromise < 0) throw new IllegalArgumentException("leastPromise must be at least 0: " + leastPromise);
        Objects.requireNonNull(retrieval, "retrieval");
        Objects.requireNonNull(criterion, "criterion");
        Objects.requireNonNull(roots, "roots");
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(precision, "precision");
        if (!(precisionBand >= 0 && precisionBand <= 1)) {
            throw new IllegalArgumentException("precisionBand must lie from 0 to 1: " + precisionBand);
        }
        requireAtLeast("window", window, 0);
        requireAtLeast("waveCandidates", waveCandidates, 1);
        requireAtLeast("maxCandidates", maxCandidates, 1);
        requireAtLeast("patience", patience, 1);
        requireAtLeast("controlPassages", controlPassages, 0);
        requireAtMost("controlPassages", controlPassages, MOST_PASSAGES);
        requireAtLeast("rootMinTokens", rootMinTokens, 2);
        requireAtLeast("rootMaxTokens", rootMaxTokens, rootMinTokens);
        requireAtLeast("unitTokens", unitTokens, rootMaxTokens);
        requireAtLeast("sampleTokens", sampleTokens, unitTokens);
        requireAtLeast("maxSamples", maxSamples, 1);
        requireAtLeast("rootsInFlight", rootsInFlight, 1);
        requireAtMost("sampleTokens", sampleTokens, MOST_SAMPLE_TOKENS);
        requireAtMost("rootsInFlight", rootsInFlight, MOST_ROOTS_IN_FLIGHT);
        if (sampleTokens % outputs.padSpanMultiple() != 0) {
            throw new IllegalArgumentException("sampleTokens must be a multiple of padSpanMultiple "
                    + outputs.padSpanMultiple() + ": " + sampleTokens);
        }
    }

    /** These with what can be changed without asking a model again. */
    public RunSettings judgedBy(Criterion other, int mostUnitTokens, ContextOrder arrangement) {
        return with(other, mostUnitTokens, maxSamples, arrangement);
    }

    /** These with another end. */
    public RunSettings upTo(int samples) {
        return with(criterion, unitTokens, samples, order);
    }

    private RunSettings with(Criterion judgement, int mostUnitTokens, int mostSamples, ContextOrder arrangement) {
        return new RunSettings(
                alpha,
                window,
                retrieval,
                judgement,
                precision,
                precisionBand,
                waveCandidates,
                maxCandidates,
                patience,
                leastPromise,
                controlPassages,
                rootMinTokens,
                rootMaxTokens,
                mostUnitTokens,
                sampleTokens,
                roots,
                mostSamples,
                rootsInFlight,
                arrangement,
                seed,
                outputs);
    }

    static void requireAtMost(String name, int value, int most) {
        if (value > most) throw new IllegalArgumentException(name + " must be at most " + most + ": " + value);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) throw new IllegalArgumentException(name + " must be a number: " + value);
    }
}
