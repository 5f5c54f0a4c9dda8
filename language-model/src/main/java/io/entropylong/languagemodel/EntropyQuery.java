package io.entropylong.languagemodel;

/**
 * One forward pass.
 *
 * @param tokens the sequence
 * @param length tokens that go through the model
 * @param indices wanted tokens
 */
@SuppressWarnings("ArrayRecordComponent") // a hot, short-lived value that nobody compares
record EntropyQuery(int[] tokens, int length, int[] indices) {}
