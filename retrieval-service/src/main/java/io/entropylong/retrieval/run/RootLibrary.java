package io.entropylong.retrieval.run;

import io.entropylong.common.message.MetadataFilter;
import io.entropylong.retrieval.corpus.Corpus;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/** What a plan needs to know of the corpora. */
public interface RootLibrary {
    Optional<Corpus> corpus(String name);

    long documents(String corpus);

    long passages(String corpus);

    /**
     * Gives name and length in UTF-16 characters of each document that the filter takes.
     */
    void forEachDocument(String corpus, MetadataFilter filter, ObjIntConsumer<String> visitor);

    /**
     * @throws java.util.NoSuchElementException when there is no such document
     */
    String text(String corpus, String document);
}
