package io.entropylong.assembler;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.TokenIds;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs with samples of 1024 tokens. */
public final class Fixtures {
    public static final int SAMPLE = 1024;
    /** Above all ids that units of the first hundred ordinals have. */
    public static final int VOCABULARY = 1_100_000;

    public static final ModelIdentity MODEL = new ModelIdentity(
            "m", "ab", "cpu-fp32", "cd", 8192, VOCABULARY, TokenIds.of(0), TokenIds.of(9, 9), TokenIds.of(1));

    private Fixtures() {}

    public static RunSettings settings(int maxSamples) {
        return settings(maxSamples, SAMPLE, Outputs.portable());
    }

    public static RunSettings settings(int maxSamples, int sampleTokens) {
        return settings(maxSamples, sampleTokens, Outputs.portable());
    }

    public static RunSettings settings(int maxSamples, int sampleTokens, Outputs outputs) {
        return settings(RootChoice.atMost(1_000_000), maxSamples, sampleTokens, outputs);
    }

    /** A run that takes roots as they arrive. */
    public static RunSettings continuous(int maxRoots, int maxSamples) {
        RootChoice arriving = new RootChoice(RootChoice.Mode.CONTINUOUS, maxRoots, null, MetadataFilter.ALL);
        return settings(arriving, maxSamples, SAMPLE, Outputs.portable());
    }

    private static RunSettings settings(RootChoice roots, int maxSamples, int sampleTokens, Outputs outputs) {
        return new RunSettings(
                2,
                16,
                RetrievalSettings.of(32, 2),
                Criterion.paper(0.4),
                RunSettings.VerificationPrecision.FP32,
                0.1,
                8,
                64,
                16,
                0,
                1,
                2,
                600,
                sampleTokens,
                sampleTokens,
                roots,
                maxSamples,
                8,
                RunSettings.ContextOrder.SHUFFLE,
                0,
                outputs);
    }

    public static RunRecorded run(String name, int maxSamples) {
        return new RunRecorded(name, "corpus", settings(maxSamples), name, RunRecorded.State.RUNNING, null);
    }

    /** In all formats, in the profile prolong, zstd, with a loss mask. */
    public static RunRecorded runInAllFormats(String name) {
        Outputs outputs = new Outputs(
                List.of(Outputs.Format.values()),
                Outputs.MdsProfile.PROLONG,
                Outputs.Compression.ZSTD,
                Outputs.SHARD_BYTES,
                1,
                Outputs.LossMask.ROOT);
        return new RunRecorded(name, "corpus", settings(99, SAMPLE, outputs), name, RunRecorded.State.RUNNING, null);
    }

    public static RunPlanned plan(String run, int roots) {
        return new RunPlanned(run, roots, 7, 70, null);
    }

    /** A unit of that size whose root has that many tokens. */
    public static RootConcluded.Unit unit(String run, int ordinal, int size, int rootTokens) {
        return unit(run, ordinal, size, rootTokens, settings(1));
    }

    public static RootConcluded.Unit unit(String run, int ordinal, int size, int rootTokens, RunSettings settings) {
        int context = size - rootTokens - 4;
        return new RootConcluded.Unit(
                facts(run, ordinal, rootTokens, settings),
                ids(10_000 * ordinal + 2, rootTokens),
                List.of(new RootConcluded.Context("p" + ordinal, "other", ids(10_000 * ordinal + 5000, context))),
                List.of(new Dependency(
                        "p" + ordinal, 1, 6, 1, 5, 2, 1, null, new Candidate.Retrieval(1, Candidate.Arm.KNN, 0.9, 1))),
                measured(ordinal, context),
                Map.of(),
                new RootConcluded.Cost(10, 20, 30, 0, 40, 35, 5, 4, 3, 0));
    }

    public static RootConcluded.Refused refused(String run, int ordinal, int tokens) {
        return new RootConcluded.Refused(
                facts(run, ordinal, tokens, settings(1)),
                RefusalReason.NOTHING_VERIFIED,
                "best gain 0.1",
                ids(10_000 * ordinal + 2, tokens),
                RootMeasurements.none(),
                Map.of(),
                RootConcluded.Cost.baseline(10));
    }

    private static RootMeasurements measured(int ordinal, int context) {
        RootMeasurements.PairScored pair = new RootMeasurements.PairScored(
                1,
                1,
                2,
                1,
                List.of(
                        new Candidate.Retrieval(1, Candidate.Arm.KNN, 0.9, 1),
                        new Candidate.Retrieval(1, Candidate.Arm.PHRASE, 4, 2)));
        return new RootMeasurements(
                List.of(new RootMeasurements.PositionAlone(1, 6, 5)),
                List.of(new RootMeasurements.CandidateScored("p" + ordinal, "other", context, true, List.of(pair))),
                List.of(new ControlScored(
                        "q" + ordinal, "third", ids(3, 2), List.of(new ContextsScored.PositionScore(1, 5.5, 4)))));
    }

    private static RootConcluded.RootFacts facts(String run, int ordinal, int tokens, RunSettings settings) {
        RootRef ref = new RootRef(run, ordinal, run + "/d" + ordinal, "d" + ordinal);
        return new RootConcluded.RootFacts(ref, settings, MODEL, tokens, 2.5, 1.5, 5.5, 2);
    }

    public static TokenIds ids(int from, int count) {
        return TokenIds.of(IntStream.range(from, from + count).toArray());
    }
}
