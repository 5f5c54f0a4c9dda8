package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How a run's samples are written.
 *
 * @param formats MDS always, and what is made from its shards when the run ends; kept in the order of the type
 * @param mdsProfile the columns of MDS
 * @param compression of MDS shards and of JSON lines; Parquet compresses its pages by itself, Megatron-LM's files stay plain
 * @param shardBytes most bytes of an uncompressed MDS shard, unless one sample alone is larger; the parts of the other formats
 *     hold the same samples
 * @param padSpanMultiple the length of every attention span is a multiple of it; what a unit lacks is padded with its last
 *     end id. 1 pads nothing; context parallelism in Megatron-LM's way wants twice the number of its ranks
 * @param lossMask which tokens have a 1 in a column {@code mask} of MDS, Parquet and JSON lines; Megatron-LM's files have no
 *     room for it
 */
public record Outputs(
        List<Format> formats,
        MdsProfile mdsProfile,
        Compression compression,
        long shardBytes,
        int padSpanMultiple,
        LossMask lossMask) {
    /** As large as MosaicML Streaming makes them. */
    public static final long SHARD_BYTES = 67_108_864;

    /** A shard is held in memory, and a few times over while it is read. */
    private static final long MOST_SHARD_BYTES = 4 * SHARD_BYTES;

    /** A folder of the dataset. */
    public enum Format {
        /** MosaicML Streaming; all that reads a dataset reads this. */
        @JsonProperty("mds")
        MDS,
        @JsonProperty("parquet")
        PARQUET,
        @JsonProperty("jsonl")
        JSONL,
        /** Megatron-LM's indexed dataset. */
        @JsonProperty("megatron")
        MEGATRON
    }

    /** Types and names of the columns of MDS. */
    public enum MdsProfile {
        /** For every trainer with every torch and NumPy: int32 and int64. */
        @JsonProperty("portable")
        PORTABLE,
        /** As the published sets of ProLong's family: uint32, and a domain. */
        @JsonProperty("prolong")
        PROLONG
    }

    /** Of whole files. */
    public enum Compression {
        @JsonProperty("none")
        NONE,
        @JsonProperty("zstd")
        ZSTD
    }

    /** Which tokens the loss of a training is taken on. */
    public enum LossMask {
        /** All of them; there is no column. */
        @JsonProperty("none")
        NONE,
        /** Those of roots and of the filler, not passages, start, separator and end ids, nor padding. */
        @JsonProperty("root")
        ROOT
    }

    public Outputs {
        // messages that were written before there was one
        if (lossMask == null) lossMask = LossMask.NONE;
        formats = formats.stream().distinct().sorted().toList();
        if (!formats.contains(Format.MDS)) {
            throw new IllegalArgumentException("formats must hold mds, the others are made from it: " + formats);
        }
        if (shardBytes < 1 || shardBytes > MOST_SHARD_BYTES) {
            throw new IllegalArgumentException(
                    "shardBytes must be at least 1 and at most " + MOST_SHARD_BYTES + ": " + shardBytes);
        }
        if (padSpanMultiple < 1) {
            throw new IllegalArgumentException("padSpanMultiple must be at least 1: " + padSpanMultiple);
        }
    }

    /** MDS alone, profile portable, uncompressed. */
    public static Outputs portable() {
        return new Outputs(List.of(Format.MDS), MdsProfile.PORTABLE, Compression.NONE, SHARD_BYTES, 1, LossMask.NONE);
    }

    /** These with spans whose length is a multiple. */
    public Outputs padded(int spanMultiple) {
        return new Outputs(formats, mdsProfile, compression, shardBytes, spanMultiple, lossMask);
    }

    /** These with a loss mask. */
    public Outputs masked(LossMask mask) {
        return new Outputs(formats, mdsProfile, compression, shardBytes, padSpanMultiple, mask);
    }

    public boolean hasMask() {
        return lossMask != LossMask.NONE;
    }

    public boolean has(Format format) {
        return formats.contains(format);
    }
}
