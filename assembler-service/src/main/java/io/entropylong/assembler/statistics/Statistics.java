package io.entropylong.assembler.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a finished dataset. Roots, pairs and cost are those of the whole run; units, dependencies and tokens are those
 * that stand in samples.
 *
 * @param run that made it
 * @param roots concluded
 * @param samples in the dataset
 * @param units in the samples
 * @param positionsPerRoot high-entropy positions of each concluded root
 * @param positionsSolved of each root in a sample, the share of its positions with at least one dependency
 * @param gains of the pairs
 * @param acceptance what each criterion accepts of the scored pairs
 * @param ranks what each rank of each arm gives, best first
 * @param dependencies in the samples
 * @param distances tokens from the last token of a dependency's passage to the dependent token, within the sample
 * @param contextTokens length of each context
 * @param rootTokens length of each root
 * @param unitTokens length of each unit
 * @param contextsPerUnit contexts of each unit
 * @param tokens what the samples consist of
 * @param cost of the run
 */
public record Statistics(
        String run,
        long roots,
        long samples,
        long units,
        Distribution positionsPerRoot,
        Distribution positionsSolved,
        Gains gains,
        List<Acceptance> acceptance,
        List<Rank> ranks,
        Dependencies dependencies,
        Distribution distances,
        Distribution contextTokens,
        Distribution rootTokens,
        Distribution unitTokens,
        Distribution contextsPerUnit,
        Tokens tokens,
        Cost cost) {
    public Statistics {
        acceptance = List.copyOf(acceptance);
        ranks = List.copyOf(ranks);
    }

    /**
     * Gains are (H - H') / H.
     *
     * @param pairs of all scored pairs
     * @param dependencies of the dependencies in samples
     * @param controls the largest gain of a random passage, at the positions of these dependencies where one was scored
     * @param aboveControl of the same dependencies, the gain less the random passage's
     */
    public record Gains(
            Distribution pairs, Distribution dependencies, Distribution controls, Distribution aboveControl) {}

    /**
     * @param criterion {@code paper}: gain above epsilon; {@code run}: the run's own; {@code controlled}; the others are the
     *     parts of {@code controlled}, each by itself beside {@code paper}
     * @param accepted pairs
     * @param share of all scored pairs; null when there are none
     */
    public record Acceptance(
            String criterion, long accepted, @Nullable Double share) {}

    /**
     * @param arm knn or phrase
     * @param rank 1 for the best of its position and arm
     * @param pairs scored
     * @param accepted of these, by {@code paper}
     * @param share accepted of pairs
     */
    public record Rank(String arm, int rank, long pairs, long accepted, double share) {}

    /**
     * @param total all
     * @param coldStarts in the first 32 tokens of their root, where any text helps
     * @param byControl where a random passage gains more than epsilon too
     * @param likelier whose true token became likelier
     * @param withoutControl where no random passage was scored
     */
    public record Dependencies(long total, long coldStarts, long byControl, long likelier, long withoutControl) {}

    /**
     * @param emitted all of the samples
     * @param contexts of these
     * @param roots of these
     * @param marks start, separator and end ids of units, and padding
     * @param filler beginnings of ordinary documents that fill samples up, start ids included
     * @param fillerShare of all; null without a sample
     * @param leftover of units that fill no sample
     */
    public record Tokens(
            long emitted,
            long contexts,
            long roots,
            long marks,
            long filler,
            @Nullable Double fillerShare,
            long leftover) {}

    /**
     * @param forwardTokens that went through the model's layers
     * @param baseline of these, for roots alone
     * @param verification of these, for candidates
     * @param control of these, for random passages
     * @param screening of these, for candidates in a cheaper precision first
     * @param perDependency forward tokens for each dependency of the run; null without one
     * @param perEmittedToken forward tokens for each token of a sample; null without one
     * @param naive what one pass over [C; D] a scored pair would have taken
     * @param truncated the same with passes that end at their position
     */
    public record Cost(
            long forwardTokens,
            long baseline,
            long verification,
            long control,
            long screening,
            @Nullable Double perDependency,
            @Nullable Double perEmittedToken,
            long naive,
            long truncated) {}
}
