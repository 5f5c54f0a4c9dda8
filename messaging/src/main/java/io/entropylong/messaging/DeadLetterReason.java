package io.entropylong.messaging;

import java.util.Locale;

/** Why a record can never be processed; the closed list that dead letters and their metric name. */
public enum DeadLetterReason {
    /** It is not the message that its topic promises. */
    MALFORMED,
    /** It belongs to a corpus that is not there. */
    UNKNOWN_CORPUS,
    /** Its corpus is sealed: documents are not taken any more. */
    SEALED_CORPUS,
    /** It belongs to a run that is not there. */
    UNKNOWN_RUN,
    /** It is larger than the settings allow. */
    TOO_LARGE,
    /** The search node refuses it for good. */
    REFUSED,
    /** It can be read, but cannot be true beside what is known already. */
    CONTRADICTORY;

    /** The name in headers and metrics, for instance {@code unknown-corpus}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
