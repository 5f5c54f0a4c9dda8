package io.entropylong.assembler.pack;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.Totals;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the packing of a run has come; small, whatever the run's size.
 *
 * @param run its specification, and its end once it is finished; null while roots are known before the run is
 * @param plan how many roots it has; null until planned
 * @param model that its roots were profiled with; null before the first
 * @param nextRoot ordinal of the root that is taken next
 * @param samples emitted
 * @param filled tokens of these that fill them up
 * @param totals over the roots taken
 * @param buffered units that wait for a sample, by ordinal
 * @param fillerTokens ids at hand to fill a sample up with
 * @param finished whether nothing follows
 */
public record PackState(
        @Nullable RunRecorded run,
        @Nullable RunPlanned plan,
        @Nullable ModelIdentity model,
        int nextRoot,
        int samples,
        long filled,
        Totals totals,
        List<BufferedUnit> buffered,
        int fillerTokens,
        boolean finished) {
    public PackState {
        Objects.requireNonNull(totals, "totals");
        buffered = List.copyOf(buffered);
    }

    /** Nothing is known of the run yet. */
    public static PackState none() {
        return new PackState(null, null, null, 0, 0, 0, Totals.none(), List.of(), 0, false);
    }

    PackState recorded(RunRecorded specification) {
        boolean over = finished || specification.state().isEnd();
        return new PackState(
                specification, plan, model, nextRoot, samples, filled, totals, buffered, fillerTokens, over);
    }

    PackState planned(RunPlanned roots) {
        return new PackState(run, roots, model, nextRoot, samples, filled, totals, buffered, fillerTokens, finished);
    }

    PackState took(int ordinal, ModelIdentity asked, Totals sums, List<BufferedUnit> waiting, int filler) {
        return new PackState(run, plan, asked, ordinal + 1, samples, filled, sums, waiting, filler, finished);
    }

    PackState emitted(List<BufferedUnit> waiting, int gap) {
        return new PackState(
                run, plan, model, nextRoot, samples + 1, filled + gap, totals, waiting, fillerTokens, finished);
    }

    PackState ended(RunRecorded end) {
        return new PackState(end, plan, model, nextRoot, samples, filled, totals, buffered, fillerTokens, true);
    }

    long bufferedTokens() {
        return buffered.stream().mapToLong(BufferedUnit::size).sum();
    }
}
