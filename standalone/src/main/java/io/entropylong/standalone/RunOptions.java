package io.entropylong.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of a run that can be given on the command line; what is not given is the services' default. */
final class RunOptions {
    /** Enough to keep one machine busy; each more is work that the last sample does not need. */
    private static final int ROOTS_IN_FLIGHT = 8;

    @Option(names = "--roots", paramLabel = "N", description = "take at most N roots, drawn by seed")
    @Nullable
    Integer roots;

    @Option(names = "--root-share", paramLabel = "SHARE", description = "take at most this share of the roots")
    @Nullable
    Double rootShare;

    @Option(
            names = "--root-filter",
            paramLabel = "NAME=VALUE",
            description =
                    "roots are of documents with this in their metadata; repeated: one of a name's values, and each name")
    List<String> rootFilter = List.of();

    @Option(
            names = "--context-filter",
            paramLabel = "NAME=VALUE",
            description = "contexts are of documents with this in their metadata; repeated as above")
    List<String> contextFilter = List.of();

    @Option(names = "--samples", paramLabel = "N", description = "stop after N samples")
    @Nullable
    Integer samples;

    @Option(names = "--alpha", description = "positions have H > mu + alpha sigma (default 2.0)")
    @Nullable
    Double alpha;

    @Option(names = "--window", description = "tokens on each side of a position in its query (default 16)")
    @Nullable
    Integer window;

    @Option(names = "--top-k", description = "nearest neighbours a position (default 32)")
    @Nullable
    Integer topK;

    @Option(names = "--phrase-k", description = "verbatim matches a position; 0 turns the phrase arm off (default 2)")
    @Nullable
    Integer phraseK;

    @Option(
            names = "--fusion",
            description = "none: neighbours by cosine. bm25: by cosine and BM25, joined by their ranks (default none)")
    @Nullable
    String fusion;

    @Option(names = "--epsilon", description = "smallest gain (default 0.4)")
    @Nullable
    Double epsilon;

    @Option(
            names = "--criterion",
            description = "paper: gain > epsilon. controlled: that, not in the root's first 32 tokens, no copy, clearly"
                    + " more than a random passage gives, and the truth not less likely (default paper)")
    @Nullable
    String criterion;

    @Option(names = "--min-position", description = "least index of a dependency in its root")
    @Nullable
    Integer minPosition;

    @Option(names = "--control-margin", description = "a gain lies by more than this above a random passage's")
    @Nullable
    Double controlMargin;

    @Option(names = "--truth", negatable = true, description = "the true token must not become less likely")
    @Nullable
    Boolean truth;

    @Option(
            names = "--max-copy-tokens",
            description = "longest verbatim span that root and passage may share around a dependency; 0 allows any")
    @Nullable
    Integer maxCopyTokens;

    @Option(
            names = "--precision",
            description = "of verification; fp32, or two-stage: int8 first, then fp32 for all that it accepts or nearly"
                    + " accepts (default fp32)")
    @Nullable
    String precision;

    @Option(
            names = "--precision-band",
            description = "with two stages: how far below epsilon a gain in int8 may lie (default 0.1)")
    @Nullable
    Double precisionBand;

    @Option(names = "--max-candidates", description = "candidates of a root that are scored at most (default 256)")
    @Nullable
    Integer maxCandidates;

    @Option(names = "--patience", description = "candidates in a row without a dependency after which a root is left")
    @Nullable
    Integer patience;

    @Option(
            names = "--least-promise",
            description =
                    "dependencies that 1000 forward tokens must promise for a candidate to be scored; 0 scores all"
                            + " (default 0)")
    @Nullable
    Double leastPromise;

    @Option(
            names = "--control-passages",
            description = "random passages scored for each root with dependencies (default 2)")
    @Nullable
    Integer controlPassages;

    @Option(names = "--root-min-tokens", description = "shorter documents are no roots (default 256)")
    @Nullable
    Integer rootMinTokens;

    @Option(names = "--root-max-tokens", description = "longer documents are cut into windows (default 1500)")
    @Nullable
    Integer rootMaxTokens;

    @Option(names = "--unit-tokens", description = "most tokens of a unit (default: those of a sample)")
    @Nullable
    Integer unitTokens;

    @Option(names = "--sample-tokens", description = "tokens of a sample (default 131072)")
    @Nullable
    Integer sampleTokens;

    @Option(names = "--seed", description = "everything random comes from it (default 0)")
    @Nullable
    Long seed;

    @Option(
            names = "--formats",
            split = ",",
            paramLabel = "FORMAT",
            description = "of mds, parquet, jsonl, megatron: what the samples are written as; mds always (default mds)")
    @Nullable
    List<String> formats;

    @Option(
            names = "--mds-profile",
            description = "portable: int32, for every trainer. prolong: uint32, as ProLong's sets (default portable)")
    @Nullable
    String mdsProfile;

    @Option(names = "--compression", description = "none or zstd: of MDS shards and JSON lines (default none)")
    @Nullable
    String compression;

    @Option(names = "--shard-bytes", description = "most bytes of an MDS shard (default 67108864)")
    @Nullable
    Long shardBytes;

    @Option(
            names = "--pad-span-multiple",
            description = "attention spans are as long as a multiple of this, for context parallelism (default 1)")
    @Nullable
    Integer padSpanMultiple;

    @Option(
            names = "--loss-mask",
            description = "none, or root: a column mask with 1 for the tokens of roots and filler (default none)")
    @Nullable
    String lossMask;

    /** What was given, under the names of the runs API. */
    Map<String, Object> given() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("rootsInFlight", ROOTS_IN_FLIGHT);
        put(settings, "maxRoots", roots);
        put(settings, "rootShare", rootShare);
        put(settings, "rootFilter", filter("--root-filter", rootFilter));
        put(settings, "maxSamples", samples);
        put(settings, "alpha", alpha);
        put(settings, "window", window);
        put(settings, "topK", topK);
        put(settings, "phraseK", phraseK);
        put(settings, "fusion", fusion);
        put(settings, "contextFilter", filter("--context-filter", contextFilter));
        put(settings, "epsilon", epsilon);
        put(settings, "criterion", criterion);
        put(settings, "minPosition", minPosition);
        put(settings, "controlMargin", controlMargin);
        put(settings, "truth", truth);
        put(settings, "maxCopyTokens", maxCopyTokens);
        put(settings, "precision", precision);
        put(settings, "precisionBand", precisionBand);
        put(settings, "maxCandidates", maxCandidates);
        put(settings, "patience", patience);
        put(settings, "leastPromise", leastPromise);
        put(settings, "controlPassages", controlPassages);
        put(settings, "rootMinTokens", rootMinTokens);
        put(settings, "rootMaxTokens", rootMaxTokens);
        put(settings, "sampleTokens", sampleTokens);
        put(settings, "unitTokens", unitTokens == null ? sampleTokens : unitTokens);
        put(settings, "seed", seed);
        put(settings, "formats", formats);
        put(settings, "mdsProfile", mdsProfile);
        put(settings, "compression", compression);
        put(settings, "shardBytes", shardBytes);
        put(settings, "padSpanMultiple", padSpanMultiple);
        put(settings, "lossMask", lossMask);
        return settings;
    }

    private static @Nullable Map<String, List<String>> filter(String option, List<String> pairs) {
        if (pairs.isEmpty()) return null;
        Map<String, List<String>> filter = new TreeMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) throw new UserError(option + " " + pair + ": is no NAME=VALUE");
            filter.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                    .add(pair.substring(equals + 1));
        }
        return filter;
    }

    private static void put(Map<String, Object> settings, String name, @Nullable Object value) {
        if (value != null) settings.put(name, value);
    }
}
