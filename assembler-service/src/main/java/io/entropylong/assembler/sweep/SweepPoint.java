package io.entropylong.assembler.sweep;

import io.entropylong.common.message.Criterion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run's pairs are judged by.
 *
 * @param name for a reader
 * @param criterion null for none: every retrieved passage becomes a context (EntropyLong's NoVerify)
 * @param unitTokens most tokens of a unit
 */
public record SweepPoint(String name, @Nullable Criterion criterion, int unitTokens) {
    public SweepPoint {
        Objects.requireNonNull(name, "name");
        if (unitTokens < 1) throw new IllegalArgumentException("unitTokens must be at least 1: " + unitTokens);
    }
}
