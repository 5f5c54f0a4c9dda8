package io.entropylong.verifier.verification;

/**
 * How likely a pair is to be a dependency: a logistic regression over what the texts say and what earlier candidates of the
 * root gained at the same position. Its weights are fixed, fitted by {@code benchmarks/promise.py} to all pairs of a few roots;
 * they decide what is looked at, never what is verified.
 */
final class PairChance {
    private static final int[] POSITION_ENDS = {16, 32, 64, 128};
    private static final double[] POSITION_WEIGHTS = {1.63, 0.82, -1.39, -0.25};
    /** Of early tokens the texts say little. */
    private static final int LATE = 32;

    private static final double FOLLOWED = 1.31;
    private static final double QUOTED = 1.83;
    private static final double FAMILIAR = -0.92;
    private static final double PHRASE_WORDS = 0.47;
    private static final double MEAN_GAIN = 7.19;
    private static final double INTERCEPT = -4.16;
    /** What the mean gain of a position is taken for before anything was scored there, as if seen once. */
    private static final double USUAL_GAIN = 0.1;

    private PairChance() {}

    /**
     * What earlier candidates gained at a position.
     *
     * @param pairs scored there
     * @param gains their sum
     */
    record Seen(int pairs, double gains) {
        static final Seen NOTHING = new Seen(0, 0);

        Seen plus(double gain) {
            return new Seen(pairs + 1, gains + gain);
        }
    }

    /** From 0 to 1. */
    static double of(PairClues clues, Seen seen) {
        double sum = INTERCEPT;
        for (int i = 0; i < POSITION_ENDS.length; i++) {
            if (clues.position() < POSITION_ENDS[i]) {
                sum += POSITION_WEIGHTS[i];
                break;
            }
        }
        if (clues.position() >= LATE) {
            if (clues.followed()) sum += FOLLOWED;
            if (clues.quoted()) sum += QUOTED;
        }
        if (clues.familiar()) sum += FAMILIAR;
        sum += PHRASE_WORDS * Math.log1p(clues.phraseWords());
        sum += MEAN_GAIN * (USUAL_GAIN + seen.gains()) / (1 + seen.pairs());
        return 1 / (1 + Math.exp(-sum));
    }
}
