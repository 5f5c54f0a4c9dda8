package io.entropylong.languagemodel;

/**
 * A token of a text.
 *
 * @param id token id
 * @param startChar first UTF-16 index
 * @param endChar UTF-16 index behind the last; several tokens may share one character
 */
public record TokenSpan(int id, int startChar, int endChar) {}
