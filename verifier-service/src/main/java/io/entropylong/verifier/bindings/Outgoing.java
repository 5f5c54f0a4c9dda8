package io.entropylong.verifier.bindings;

/**
 * A record to be written.
 *
 * @param topic where to
 * @param value the message's bytes; null where a tombstone is passed on
 */
@SuppressWarnings("ArrayRecordComponent")
record Outgoing(String topic, byte @org.jspecify.annotations.Nullable [] value) {}
