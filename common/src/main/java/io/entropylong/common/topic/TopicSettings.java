package io.entropylong.common.topic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an installation decides of its topics.
 *
 * @param partitions of each topic; the ones keyed by root must have the same number
 * @param replicas copies of each partition
 * @param retention how long records are kept; null is for ever. A run needs its records until it has ended
 * @param create whether missing topics are made; if not, they must be there
 */
public record TopicSettings(
        int partitions, short replicas, @Nullable Duration retention, boolean create) {
    private static final String FOR_EVER = "-1";

    public TopicSettings {
        if (partitions < 1) throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        if (replicas < 1) throw new IllegalArgumentException("replicas must be at least 1: " + replicas);
        if (retention != null && !retention.isPositive()) {
            throw new IllegalArgumentException("retention must be positive: " + retention);
        }
    }

    /** As {@code retention.ms} has it. */
    String retentionMillis() {
        return retention == null ? FOR_EVER : Long.toString(retention.toMillis());
    }

    /** Whether a topic whose {@code retention.ms} is this keeps records long enough. */
    boolean keeps(String retentionMillis) {
        if (retentionMillis.equals(FOR_EVER)) return true;
        return retention != null && Long.parseLong(retentionMillis) >= retention.toMillis();
    }
}
