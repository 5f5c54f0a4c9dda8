package io.entropylong.common.message;

import org.jspecify.annotations.Nullable;

/**
 * Which texts of a corpus are roots. They are drawn by seed from those that the filter takes; the smaller of count and share
 * ends the draw.
 *
 * @param maxRoots roots taken at most
 * @param rootShare share of the roots that there are, above 0 and at most 1, rounded up; null takes all
 * @param rootFilter whose documents are roots
 */
public record RootChoice(int maxRoots, @Nullable Double rootShare, MetadataFilter rootFilter) {
    public RootChoice {
        if (maxRoots < 1) throw new IllegalArgumentException("maxRoots must be at least 1: " + maxRoots);
        if (rootShare != null && !(rootShare > 0 && rootShare <= 1)) {
            throw new IllegalArgumentException("rootShare must be above 0 and at most 1: " + rootShare);
        }
        rootFilter = MetadataFilter.orAll(rootFilter);
    }

    /** At most so many, of all documents. */
    public static RootChoice atMost(int maxRoots) {
        return new RootChoice(maxRoots, null, MetadataFilter.ALL);
    }

    /**
     * @param there roots that there are
     * @return how many of them are taken
     */
    public int taken(long there) {
        double share = rootShare == null ? 1 : rootShare;
        return (int) Math.min(maxRoots, Math.ceil(share * there));
    }
}
