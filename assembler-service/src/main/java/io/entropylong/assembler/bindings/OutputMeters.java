package io.entropylong.assembler.bindings;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was written. */
public final class OutputMeters {
    private final Counter shards;
    private final Counter bytes;

    /**
     * @param format for instance mds
     */
    public OutputMeters(MeterRegistry registry, String format) {
        shards = Counter.builder("entropylong.output.shards")
                .description("shards that were committed")
                .tag("format", format)
                .register(registry);
        bytes = Counter.builder("entropylong.output.bytes")
                .description("bytes of the shards that were committed")
                .tag("format", format)
                .register(registry);
    }

    /** A shard of so many bytes was committed. */
    public void shard(long size) {
        shards.increment();
        bytes.increment((double) size);
    }
}
