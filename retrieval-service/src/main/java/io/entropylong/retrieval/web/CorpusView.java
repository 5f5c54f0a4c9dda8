package io.entropylong.retrieval.web;

import io.entropylong.retrieval.search.TextLengths;

/**
 * A corpus as users see it.
 *
 * @param documents that a search sees by now
 * @param duplicates exact copies of others, which are taken out of the index when the corpus is sealed
 * @param passages that a search sees by now
 * @param bytes that it takes on the search node's disks, replicas not counted
 * @param characters how long the documents are, in UTF-16 characters
 */
record CorpusView(
        String name,
        int passageTokens,
        String state,
        long documents,
        long duplicates,
        long passages,
        long bytes,
        TextLengths characters) {}
