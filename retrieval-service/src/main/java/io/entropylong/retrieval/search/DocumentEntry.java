package io.entropylong.retrieval.search;

/**
 * A document in a walk through a corpus.
 *
 * @param id its name
 * @param chars UTF-16 characters of its text
 * @param lot its place in the walk
 */
public record DocumentEntry(String id, int chars, long lot) {}
