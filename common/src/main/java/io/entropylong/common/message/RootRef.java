package io.entropylong.common.message;

import java.util.Objects;

/**
 * Which root of which run a message is about.
 *
 * @param run the run
 * @param ordinal 0-based place among the run's roots; units are packed in this order. In a continuous run 0 until the packer
 *     gives it its place
 * @param root the root's name, unique over runs and windows; the key of its topics
 * @param document the document that it is, or is a window of
 */
public record RootRef(String run, int ordinal, String root, String document) {
    /** The same root at another place. */
    public RootRef at(int place) {
        return new RootRef(run, place, root, document);
    }

    public RootRef {
        RunName.require(run);
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(document, "document");
        if (ordinal < 0) throw new IllegalArgumentException("ordinal must not be negative: " + ordinal);
    }
}
