package io.entropylong.entropy.bindings;

/**
 * A record of a batch and the message that it is.
 *
 * @param record as it came
 * @param message what it says
 */
record Incoming<T>(RawRecord record, T message) {}
