package io.entropylong.assembler.sweep;

import io.entropylong.common.message.Verdict;
import java.util.Map;

/**
 * What a run's dataset would be.
 *
 * @param criterion name of the point's criterion
 * @param epsilon smallest gain; NaN without a criterion
 * @param unitTokens most tokens of a unit
 * @param units roots with at least one context
 * @param contexts of these units
 * @param dependencies of these contexts; without a criterion all their pairs
 * @param coldStarts dependencies in the first 32 tokens of their root
 * @param byControl dependencies where a control passage gains more than epsilon too
 * @param likelier dependencies whose true token became likelier
 * @param withoutControl dependencies at positions where no control passage was scored
 * @param rejected pairs with gain above epsilon that the criterion rejects, by its objection
 * @param tokens of the units together
 * @param samples that these tokens fill, as a fraction
 */
public record SweepResult(
        String criterion,
        double epsilon,
        int unitTokens,
        long units,
        long contexts,
        long dependencies,
        long coldStarts,
        long byControl,
        long likelier,
        long withoutControl,
        Map<Verdict, Long> rejected,
        long tokens,
        double samples) {
    public SweepResult {
        rejected = Map.copyOf(rejected);
    }
}
