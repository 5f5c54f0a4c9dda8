package io.entropylong.assembler.pack;

/**
 * What the choice of a sample must know of a unit that waits for one.
 *
 * @param ordinal of its root
 * @param size tokens of the whole unit, padding included
 * @param rootTokens tokens of its root
 */
public record BufferedUnit(int ordinal, int size, int rootTokens) {}
