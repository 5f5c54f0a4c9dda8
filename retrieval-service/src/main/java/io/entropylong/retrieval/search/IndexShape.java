package io.entropylong.retrieval.search;

/**
 * How the indexes of a new corpus are spread over a cluster.
 *
 * @param shards parts of each
 * @param replicas copies of each part beside the first
 */
public record IndexShape(int shards, int replicas) {
    /** All on one node, once. */
    public static final IndexShape SINGLE = new IndexShape(1, 0);
}
