package io.entropylong.retrieval.run;

/**
 * Where a root stands in its corpus.
 *
 * @param document the document
 * @param window 0-based number of the window
 */
public record RootPlace(String document, int window) {
    /** The root's name in a run: {@code <run>/<document>@<window>}. */
    public String rootId(String run) {
        return run + "/" + document + "@" + window;
    }
}
