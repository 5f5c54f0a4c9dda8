package io.entropylong.verifier;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.TokenIds;
import java.util.List;

/** A root of 10 tokens with H = 4 at the positions 3 and 7, and a scorer whose verdict stands in the passage's text. */
public final class Roots {
    public static final RootRef REF = new RootRef("run", 0, "root", "document");
    private static final ModelIdentity MODEL = new ModelIdentity(
            "model", "a", "cpu-fp32", "b", 1000, 100_000, TokenIds.of(1), TokenIds.of(8, 9), TokenIds.of(2));

    private Roots() {}

    public static RunSettings settings(int wave, int most, int patience, int controls, int unitTokens) {
        return new RunSettings(
                2,
                16,
                RetrievalSettings.of(8, 4),
                Criterion.paper(0.4),
                RunSettings.VerificationPrecision.FP32,
                0.1,
                wave,
                most,
                patience,
                0,
                controls,
                2,
                12,
                unitTokens,
                1000,
                RootChoice.atMost(1),
                1,
                1,
                RunSettings.ContextOrder.SHUFFLE,
                7,
                Outputs.portable());
    }

    /** The same settings with another criterion. */
    public static RunSettings with(RunSettings settings, Criterion criterion) {
        return with(settings, criterion, settings.precision(), settings.precisionBand(), settings.leastPromise());
    }

    /** The same settings with two stages of precision. */
    public static RunSettings twoStage(RunSettings settings, double band) {
        return with(
                settings,
                settings.criterion(),
                RunSettings.VerificationPrecision.TWO_STAGE,
                band,
                settings.leastPromise());
    }

    /** The same settings, where only what promises so much is scored. */
    public static RunSettings promising(RunSettings settings, double leastPromise) {
        return with(settings, settings.criterion(), settings.precision(), settings.precisionBand(), leastPromise);
    }

    private static RunSettings with(
            RunSettings settings,
            Criterion criterion,
            RunSettings.VerificationPrecision precision,
            double band,
            double leastPromise) {
        return new RunSettings(
                settings.alpha(),
                settings.window(),
                settings.retrieval(),
                criterion,
                precision,
                band,
                settings.waveCandidates(),
                settings.maxCandidates(),
                settings.patience(),
                leastPromise,
                settings.controlPassages(),
                settings.rootMinTokens(),
                settings.rootMaxTokens(),
                settings.unitTokens(),
                settings.sampleTokens(),
                settings.roots(),
                settings.maxSamples(),
                settings.rootsInFlight(),
                settings.order(),
                settings.seed(),
                settings.outputs());
    }

    public static RootProfiled.Profile profile(RunSettings settings) {
        return new RootProfiled.Profile(
                REF,
                "corpus",
                settings,
                MODEL,
                "text",
                TokenIds.of(10, 11, 12, 13, 14, 15, 16, 17, 18, 19),
                1,
                1,
                3,
                List.of(new HighEntropyPosition(3, 4, 5, "q", "b"), new HighEntropyPosition(7, 4, 5, "q", "b")),
                10);
    }

    public static RootProfiled.Refused refused(int tokens) {
        return new RootProfiled.Refused(
                REF,
                settings(1, 1, 1, 0, 100),
                MODEL,
                io.entropylong.common.message.RefusalReason.TOO_SHORT,
                "short",
                TokenIds.of(new int[tokens]),
                0);
    }

    /** A KNN find at position 3 with this similarity; {@code text} is helps, idle or long. */
    public static Candidate candidate(String passage, String text, double similarity) {
        return new Candidate(
                passage, "other", text, List.of(new Candidate.Retrieval(3, Candidate.Arm.KNN, similarity, 1)));
    }

    public static Candidate control(String text) {
        return new Candidate("control", "random", text, List.of());
    }

    public static CandidatesRetrieved part(int part, int parts, List<Candidate> found, List<Candidate> controls) {
        return CandidatesRetrieved.part(REF, part, parts, found, controls);
    }

    /** Contexts of 5 tokens; H' = 1 (gain 0.75) where the text is helps, else 3 (gain 0.25), in any precision. */
    public static ContextsScored answer(ScoresRequested request) {
        return new ContextsScored(
                request.ref(),
                request.wave(),
                request.contexts().stream().map(Roots::score).toList());
    }

    private static ContextsScored.ContextScore score(ScoresRequested.Context context) {
        if (context.text().equals("long")) return new ContextsScored.TooLong(context.passage(), 2000);
        double entropy = context.text().equals("helps") ? 1 : 3;
        TokenIds tokens = TokenIds.of(1, 2, 3, 4, 5);
        List<ContextsScored.PositionScore> positions = context.indices().stream()
                .map(index -> new ContextsScored.PositionScore(index, entropy, 2))
                .toList();
        int pass = 8 + context.indices().getLast();
        if (context.ceilings().isEmpty()) {
            return new ContextsScored.Scored(context.passage(), tokens, positions, pass);
        }
        return context.ceilings().stream().noneMatch(ceiling -> entropy < ceiling)
                ? new ContextsScored.Screened(context.passage(), tokens, positions, pass)
                : new ContextsScored.Scored(context.passage(), tokens, positions, pass, pass);
    }
}
