package io.entropylong.messaging;

import org.jspecify.annotations.Nullable;

/**
 * A record of a batch and the message that it is.
 *
 * @param key as it came
 * @param value as it came
 * @param place partition and offset
 * @param message what it says
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as they came, never compared
public record Received<T>(byte @Nullable [] key, byte @Nullable [] value, String place, T message) {
    /** The record as a dead letter. */
    public DeadLetter rejected(DeadLetterReason reason, String detail) {
        return new DeadLetter(key, value, reason, detail);
    }
}
