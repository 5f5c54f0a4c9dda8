package io.entropylong.assembler.sweep;

import io.entropylong.common.message.Criterion;
import java.util.Objects;

/**
 * What a run's pairs are judged by.
 *
 * @param name for a reader
 * @param criterion {@link Criterion#none()} makes every retrieved passage a context (EntropyLong's NoVerify)
 * @param unitTokens most tokens of a unit
 */
public record SweepPoint(String name, Criterion criterion, int unitTokens) {
    public SweepPoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(criterion, "criterion");
        if (unitTokens < 1) throw new IllegalArgumentException("unitTokens must be at least 1: " + unitTokens);
    }

    /** Whether pairs are judged by their gain at all. */
    boolean verifies() {
        return !criterion.equals(Criterion.none());
    }
}
