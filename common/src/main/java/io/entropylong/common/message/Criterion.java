package io.entropylong.common.message;

import org.jspecify.annotations.Nullable;

/**
 * When a scored pair is a dependency. {@link #paper} is EntropyLong's own step 3; {@link #controlled} asks in addition that
 * the gain be the passage's own. Each part can be set by itself.
 *
 * @param epsilon the gain (H - H') / H lies above it
 * @param minPosition least index of a dependency in its root; 0 asks nothing
 * @param truth whether the true token must not be less likely than without the passage
 * @param maxCopyTokens longest verbatim span around the position that root and passage may share, in tokens; 0 asks nothing
 * @param controlMargin the gain lies by more than this above the largest gain of the root's control passages there; null asks
 *     nothing
 */
public record Criterion(
        double epsilon,
        int minPosition,
        boolean truth,
        int maxCopyTokens,
        @Nullable Double controlMargin) {
    /** Where cold starts end: with less before it, a token profits from any text. */
    public static final int COLD_START_TOKENS = 32;

    /** Half of the usual epsilon: the passage does clearly more than any text. */
    private static final double CONTROL_MARGIN = 0.2;

    private static final int COPY_TOKENS = 64;

    public Criterion {
        if (!Double.isFinite(epsilon)) throw new IllegalArgumentException("epsilon must be a number: " + epsilon);
        if (minPosition < 0) throw new IllegalArgumentException("minPosition must be at least 0: " + minPosition);
        if (maxCopyTokens < 0) throw new IllegalArgumentException("maxCopyTokens must be at least 0: " + maxCopyTokens);
        if (controlMargin != null && !Double.isFinite(controlMargin)) {
            throw new IllegalArgumentException("controlMargin must be a number: " + controlMargin);
        }
    }

    /** Gain above epsilon, as published. */
    public static Criterion paper(double epsilon) {
        return new Criterion(epsilon, 0, false, 0, null);
    }

    /** That, beyond the cold start, no copy, clearly more than a random passage gives, and the truth not less likely. */
    public static Criterion controlled(double epsilon) {
        return new Criterion(epsilon, COLD_START_TOKENS, true, COPY_TOKENS, CONTROL_MARGIN);
    }

    /** Accepts every pair, whatever its gain: EntropyLong's NoVerify. */
    public static Criterion none() {
        return new Criterion(-Double.MAX_VALUE, 0, false, 0, null);
    }

    /**
     * @param pair with its control gain, where one is known; without one the control is not asked
     */
    public Verdict judge(Dependency pair) {
        if (!(pair.gain() > epsilon)) return Verdict.LOW_GAIN;
        if (pair.position() < minPosition) return Verdict.COLD_START;
        if (truth && pair.surprisalWithContext() > pair.surprisal()) return Verdict.TRUTH;
        if (maxCopyTokens > 0 && pair.copiedTokens() > maxCopyTokens) return Verdict.COPY;
        Double control = pair.controlGain();
        boolean byAnyText = controlMargin != null && control != null && pair.gain() - control <= controlMargin;
        return byAnyText ? Verdict.CONTROL : Verdict.ACCEPTED;
    }

    /** Whether control passages must be scored before anything is decided. */
    public boolean needsControl() {
        return controlMargin != null;
    }
}
