package io.entropylong.retrieval.corpus;

import java.util.List;
import java.util.Optional;

/** The corpora there are. Implementations are thread-safe and throw when their store cannot be reached. */
public interface CorpusCatalog {
    /**
     * Adds a corpus and makes what its documents are kept in.
     *
     * @return false when one of that name is or was there already; it is left as it is
     */
    boolean add(Corpus corpus);

    Optional<Corpus> find(String name);

    /** All, by name. */
    List<Corpus> all();

    /** Replaces the entry of that name. */
    void update(Corpus corpus);
}
