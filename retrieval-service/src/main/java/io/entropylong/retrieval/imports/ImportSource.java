package io.entropylong.retrieval.imports;

import java.net.URI;
import java.util.List;

/** A kind of place that files can be imported from. Implementations are thread-safe and never reach outside their roots. */
public interface ImportSource extends AutoCloseable {
    /** Whether URIs of this scheme are its own. */
    boolean reads(String scheme);

    /**
     * @param uri of a file, or of a folder where there are such
     * @return by name
     * @throws InvalidImportException when there is nothing that may be imported; the message says why
     */
    List<ImportedFile> find(URI uri);

    @Override
    default void close() {}
}
