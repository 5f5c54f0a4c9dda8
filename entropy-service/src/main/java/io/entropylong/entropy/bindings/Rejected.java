package io.entropylong.entropy.bindings;

/**
 * A record that can never be answered.
 *
 * @param record as it came
 * @param malformed whether it is no message at all; else the model cannot do what it asks
 * @param reason for a reader
 */
record Rejected(RawRecord record, boolean malformed, String reason) {}
