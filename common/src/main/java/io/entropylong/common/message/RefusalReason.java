package io.entropylong.common.message;

/** Why a root gives no unit. */
public enum RefusalReason {
    TOO_SHORT,
    NO_POSITIONS,
    NO_CANDIDATES,
    NOTHING_VERIFIED,
    FAILED,
    /** An answer that never came; it may give a unit in another run. */
    TIMED_OUT
}
