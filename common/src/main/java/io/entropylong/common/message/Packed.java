package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the packer hands to the writer, in order; topic {@code samples}, key run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Packed {
    String run();

    /**
     * A finished sample.
     *
     * @param run the run
     * @param sample its name
     * @param index 0-based place among the run's samples
     * @param tokens exactly the run's sample length
     * @param units in the order in which they stand, from 0 without gaps
     * @param filler the span behind the units that holds the beginning of an ordinary document; null when they fill it
     * @param fillerRoot the root whose first tokens these are, behind the start ids; null without a filler
     */
    record Sample(
            String run,
            String sample,
            int index,
            TokenIds tokens,
            List<PackedUnit> units,
            @Nullable Span filler,
            @Nullable String fillerRoot)
            implements Packed {
        public Sample {
            RunName.require(run);
            Objects.requireNonNull(sample, "sample");
            Objects.requireNonNull(tokens, "tokens");
            units = List.copyOf(units);
            if ((filler == null) != (fillerRoot == null)) {
                throw new IllegalArgumentException(sample + ": filler " + filler + " of root " + fillerRoot);
            }
        }
    }

    /**
     * A root's end, for the provenance; in the order of the ordinals.
     *
     * @param run the run
     * @param facts the root
     * @param reason why it gave no unit; null when it gave one
     * @param detail for a reader
     * @param measured all that was scored for it
     */
    record RootLogged(
            String run,
            RootConcluded.RootFacts facts,
            @Nullable RefusalReason reason,
            String detail,
            RootMeasurements measured)
            implements Packed {
        public RootLogged {
            RunName.require(run);
            Objects.requireNonNull(facts, "facts");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(measured, "measured");
        }
    }

    /**
     * A unit that fills no sample, whole, so that it can be packed elsewhere; those of a run come between its last sample and
     * its end.
     *
     * @param run the run
     * @param index 0-based place among the run's leftovers, by ordinal of the roots
     * @param unit all of it
     */
    record Leftover(String run, int index, RootConcluded.Unit unit) implements Packed {
        public Leftover {
            RunName.require(run);
            Objects.requireNonNull(unit, "unit");
        }
    }

    /**
     * The run's end: nothing follows.
     *
     * @param run the run
     * @param model the model; null when no root was ever profiled
     * @param totals over all roots that were concluded before the end
     * @param leftoverUnits units that fill no sample
     * @param leftoverTokens their tokens
     * @param cancelled whether it was ended before its last root and its last sample; not so where a record lacks it
     * @param failure why the run failed, otherwise null
     */
    record Finished(
            String run,
            @Nullable ModelIdentity model,
            Totals totals,
            int leftoverUnits,
            long leftoverTokens,
            @JsonSetter(nulls = Nulls.AS_EMPTY) boolean cancelled,
            @Nullable String failure)
            implements Packed {
        public Finished {
            RunName.require(run);
            Objects.requireNonNull(totals, "totals");
        }
    }

    /**
     * Where a unit stands in a sample.
     *
     * @param ref its root
     * @param span the whole unit, start and end ids included
     * @param contexts each context's own ids, in order
     * @param root the root's own ids
     * @param dependencies of this unit
     * @param controls what random passages did at the same positions
     */
    record PackedUnit(
            RootRef ref,
            Span span,
            List<PackedContext> contexts,
            Span root,
            List<Dependency> dependencies,
            List<ControlScored> controls) {
        public PackedUnit {
            Objects.requireNonNull(ref, "ref");
            Objects.requireNonNull(span, "span");
            contexts = List.copyOf(contexts);
            Objects.requireNonNull(root, "root");
            dependencies = List.copyOf(dependencies);
            controls = List.copyOf(controls);
        }

        /**
         * @throws IllegalArgumentException when a dependency is of no context or lies outside the root
         */
        public void requirePlaced() {
            Dependency.requirePlaced(
                    dependencies, contexts.stream().map(PackedContext::passage).toList(), root.size());
        }
    }

    /**
     * @param passage its name
     * @param document the document it comes from
     * @param span its ids in the sample
     */
    record PackedContext(String passage, String document, Span span) {
        public PackedContext {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(document, "document");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * Token indices [start, end) of a sample.
     *
     * @param start first
     * @param end behind the last
     */
    record Span(int start, int end) {
        public Span {
            if (start < 0 || end <= start) throw new IllegalArgumentException("span [" + start + ", " + end + ")");
        }

        public int size() {
            return end - start;
        }
    }
}
