package io.entropylong.assembler.statistics;

import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;

/** Counts dependencies and what must be known of them to judge a dataset. Not thread-safe. */
public final class DependencyCounts {
    private final double epsilon;
    private long total;
    private long coldStarts;
    private long byControl;
    private long likelier;
    private long withoutControl;

    /**
     * @param epsilon a control passage's gain above it counts as given by any text; NaN counts none
     */
    public DependencyCounts(double epsilon) {
        this.epsilon = epsilon;
    }

    public void add(Dependency dependency) {
        total++;
        Double control = dependency.controlGain();
        if (dependency.position() < Criterion.COLD_START_TOKENS) coldStarts++;
        if (control == null) withoutControl++;
        else if (control > epsilon) byControl++;
        if (dependency.surprisalWithContext() < dependency.surprisal()) likelier++;
    }

    public long total() {
        return total;
    }

    /** In the first {@value Criterion#COLD_START_TOKENS} tokens of their root. */
    public long coldStarts() {
        return coldStarts;
    }

    /** Where a control passage gains more than epsilon too. */
    public long byControl() {
        return byControl;
    }

    /** Whose true token became likelier. */
    public long likelier() {
        return likelier;
    }

    /** At positions where no control passage was scored. */
    public long withoutControl() {
        return withoutControl;
    }
}
