package io.entropylong.retrieval.corpus;

import org.jspecify.annotations.Nullable;

/**
 * A file that is to be read.
 *
 * @param corpus its documents' corpus
 * @param name the file's name; documents without an id are named {@code name:line}
 * @param kind what it holds
 * @param compression how it is compressed
 * @param textField name of the field or column that holds the text; null to find it
 * @param idField name of the field or column that holds the id; null to find it
 */
public record IntakeFile(
        String corpus,
        String name,
        FileKind kind,
        Compression compression,
        @Nullable String textField,
        @Nullable String idField) {
    /** What the file's name says. */
    public static IntakeFile named(String corpus, String name, FileKind kind) {
        return new IntakeFile(corpus, name, kind, Compression.ofName(name), null, null);
    }

    /** Compressed as a header says, whatever the name says. */
    public IntakeFile compressed(Compression coding) {
        return coding == Compression.NONE ? this : new IntakeFile(corpus, name, kind, coding, textField, idField);
    }

    public IntakeFile withFields(@Nullable String text, @Nullable String id) {
        return new IntakeFile(corpus, name, kind, compression, text, id);
    }
}
