package io.entropylong.retrieval.imports;

import io.entropylong.retrieval.corpus.FileKind;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file that may be imported, wherever it lies. Immutable. */
interface ImportedFile {
    /** Its name in the corpus: its path below the root, with {@code ~} for {@code /}. */
    String name();

    FileKind kind();

    /** Bytes; null when nobody knows. */
    @Nullable
    Long length() throws IOException;

    /** Another when the file has changed; null when that cannot be told, and the file is read each time. */
    @Nullable
    String key() throws IOException;

    InputStream open() throws IOException;
}
