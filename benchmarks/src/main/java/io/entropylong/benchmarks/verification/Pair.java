package io.entropylong.benchmarks.verification;

/**
 * A pair (position, candidate) of a root.
 *
 * @param root its name
 * @param passage the candidate
 * @param position index t in the root
 */
record Pair(String root, String passage, int position) {}
