package io.entropylong.languagemodel;

/**
 * The answer to one forward pass, in the order of the indices asked for. The arrays are the caller's.
 *
 * @param entropies H(x_t | x_&lt;t) in nats
 * @param surprisals -ln p(x_t | x_&lt;t) in nats
 */
@SuppressWarnings("ArrayRecordComponent") // a hot, short-lived value that nobody compares
public record Scores(float[] entropies, float[] surprisals) {}
