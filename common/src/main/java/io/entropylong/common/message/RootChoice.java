package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which texts of a corpus are roots: of those that the filter takes, at most so many and at most that share.
 *
 * @param mode when they are chosen
 * @param maxRoots roots taken at most
 * @param rootShare share of the roots that there are, above 0 and at most 1; null takes all
 * @param rootFilter whose documents are roots
 */
public record RootChoice(Mode mode, int maxRoots, @Nullable Double rootShare, MetadataFilter rootFilter) {
    /** When roots are chosen. */
    public enum Mode {
        /** Before the run, from a sealed corpus, by lots drawn with the seed: the same roots in the same order each time. */
        @JsonProperty("batch")
        BATCH,
        /**
         * While documents arrive in an open corpus, those whose lots lie in the share. Units are packed in the order in which
         * they are verified, and candidates come from what was indexed until then, so no two runs are alike.
         */
        @JsonProperty("continuous")
        CONTINUOUS
    }

    public RootChoice {
        // messages that were written before there were modes
        if (mode == null) mode = Mode.BATCH;
        if (maxRoots < 1) throw new IllegalArgumentException("maxRoots must be at least 1: " + maxRoots);
        if (rootShare != null && !(rootShare > 0 && rootShare <= 1)) {
            throw new IllegalArgumentException("rootShare must be above 0 and at most 1: " + rootShare);
        }
        rootFilter = MetadataFilter.orAll(rootFilter);
    }

    /** At most so many, of all documents of a sealed corpus. */
    public static RootChoice atMost(int maxRoots) {
        return new RootChoice(Mode.BATCH, maxRoots, null, MetadataFilter.ALL);
    }

    public boolean continuous() {
        return mode == Mode.CONTINUOUS;
    }

    /**
     * @param there roots that there are
     * @return how many of them are taken: the share is rounded up
     */
    public int taken(long there) {
        double share = rootShare == null ? 1 : rootShare;
        return (int) Math.min(maxRoots, Math.ceil(share * there));
    }

    /** Whether a root's lot, from 0 to {@link Long#MAX_VALUE}, lies in the share. */
    public boolean takes(long lot) {
        return rootShare == null || lot < rootShare * Long.MAX_VALUE;
    }
}
