package io.entropylong.assembler.inspection;

/**
 * A sample in a list.
 *
 * @param sample its id
 * @param index its number in the dataset, from 0
 * @param tokens how many
 * @param units roots with their passages
 * @param sha256 over the ids as little-endian int32
 */
public record SampleSummary(String sample, int index, int tokens, int units, String sha256) {}
