package io.entropylong.retrieval.run;

import io.entropylong.common.seed.Lot;
import io.entropylong.retrieval.passage.Span;

/**
 * Where a root stands in its corpus.
 *
 * @param document the document
 * @param window 0-based number of the window
 */
public record RootPlace(String document, int window) {
    /** By which a run's roots are drawn. */
    long lot(long seed) {
        return Lot.draw(seed, "root", document, Integer.toString(window));
    }

    /**
     * The root's name in a run: {@code <run>/<document>@<start>-<end>}, so that anyone can find its text.
     *
     * @param span UTF-16 indices of the window in the document's text
     */
    public String rootId(String run, Span span) {
        return run + "/" + document + "@" + span.start() + "-" + span.end();
    }
}
