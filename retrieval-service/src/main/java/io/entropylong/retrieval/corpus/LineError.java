package io.entropylong.retrieval.corpus;

/**
 * Why a line of a file is no document.
 *
 * @param file as the user named it
 * @param line 1-based; in Parquet the row
 * @param field of the line's object; empty when the line as a whole is wrong
 * @param reason what is wrong and what is supported
 */
public record LineError(String file, long line, String field, String reason) {}
