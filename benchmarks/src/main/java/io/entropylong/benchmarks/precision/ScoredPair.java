package io.entropylong.benchmarks.precision;

/**
 * A pair (position, candidate) scored twice.
 *
 * @param pass number of the forward pass that it was scored in
 * @param reference gain in float32
 * @param screened gain in the lower precision, against the baseline in float32
 */
record ScoredPair(int pass, double reference, double screened) {}
