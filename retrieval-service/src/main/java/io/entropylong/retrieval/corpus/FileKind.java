package io.entropylong.retrieval.corpus;

import java.util.Locale;
import java.util.Optional;

/** What a file holds. */
public enum FileKind {
    /** A JSON object a line. */
    JSONL,
    /** A document a row. */
    PARQUET,
    /** One document. */
    TEXT;

    /** Ends of names that are understood, for error messages. */
    public static final String SUPPORTED =
            ".jsonl, .ndjson, .parquet, .txt or .md, the text kinds also with .gz or .zst";

    /** In metrics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param file its name, also of a compressed file
     * @return empty when its end says nothing
     */
    public static Optional<FileKind> ofName(String file) {
        String name = Compression.withoutSuffix(file).toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) return Optional.of(JSONL);
        if (name.endsWith(".parquet")) return Optional.of(PARQUET);
        if (name.endsWith(".txt") || name.endsWith(".md")) return Optional.of(TEXT);
        return Optional.empty();
    }
}
