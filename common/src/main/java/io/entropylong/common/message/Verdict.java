package io.entropylong.common.message;

/** What a criterion says of a scored pair (position, candidate); of several objections the first one here. */
public enum Verdict {
    /** A dependency. */
    ACCEPTED,
    /** The gain is not above epsilon (EntropyLong, step 3). */
    LOW_GAIN,
    /** It lies in the first tokens of its root, where any text helps. */
    COLD_START,
    /** The entropy fell, but the true token became less likely. */
    TRUTH,
    /** Root and passage share a long verbatim span around the position: it teaches copying only. */
    COPY,
    /** A random passage gains about as much there. */
    CONTROL
}
