package io.entropylong.assembler.dataset;

import java.util.Locale;

/**
 * Something in a finished dataset that cannot be.
 *
 * @param rule that is broken
 * @param place file, and line or sample
 * @param problem what is wrong there, for a reader
 */
public record Fault(Rule rule, String place, String problem) {
    /** What holds in every dataset. */
    public enum Rule {
        /** manifest.json is there and can be read. */
        MANIFEST,
        /** Each file that the manifest lists is there, with its size and SHA-256. */
        FILE,
        /** The shards are those of their index: sizes, hashes, columns. */
        SHARD,
        /** The files of each other format that the settings name can be read, and no part is missing or too many. */
        FORMAT,
        /** Each line of a provenance file is a record of its kind. */
        LINE,
        /** samples.jsonl names each sample of the shards, and of every other format, once and in their order. */
        SAMPLE,
        /** A sample is as long as the run asked for, and as provenance says. */
        LENGTH,
        /** A sample's SHA-256 is the one in provenance. */
        HASH,
        /** Token ids are below the size of the model's vocabulary. */
        TOKEN,
        /** Units and filler cover a sample without gap or overlap, as its column says. */
        SPANS,
        /** Where the settings ask for a loss mask, it is 1 for the tokens of roots and filler and 0 for all others; else there is none. */
        MASK,
        /** A unit is its contexts, at least one, and then its root. */
        UNIT,
        /** Each root that is concluded as a unit is in one sample, or left over; no other root is. */
        ROOT,
        /** A dependency's sample, root and passage are there, and its offset is its position in the root. */
        DEPENDENCY,
        /** A gain is (H - H') / H and above epsilon. */
        GAIN,
        /** A dependency is a scored pair of its root, with the same values. */
        PAIR,
        /** A unit that is left over is whole, concluded, in no sample, and its dependencies are scored pairs of its root. */
        LEFTOVER,
        /** The manifest counts what is there. */
        COUNTS
    }

    @Override
    public String toString() {
        return rule.name().toLowerCase(Locale.ROOT) + ": " + place + ": " + problem;
    }
}
