package io.entropylong.verifier.verification;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.RootConcluded.Context;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where a root stands once its material is complete; what is kept between its records. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface RootState {
    /**
     * A request is out.
     *
     * @param wave the request that is awaited
     * @param phase what it asks for
     * @param from place of its first candidate among the ranked ones
     * @param to place behind its last one
     * @param idle candidates scored since the last one with a dependency
     * @param contexts accepted so far, in the order of their acceptance
     * @param dependencies of these contexts
     * @param controls what is known of the control passages
     * @param rejected pairs with gain above epsilon that the criterion rejected, by its objection
     * @param cost so far
     */
    record Scoring(
            int wave,
            Phase phase,
            int from,
            int to,
            int idle,
            List<Context> contexts,
            List<Dependency> dependencies,
            List<ControlScored> controls,
            Map<Verdict, Long> rejected,
            Cost cost)
            implements RootState {
        public Scoring {
            contexts = List.copyOf(contexts);
            dependencies = List.copyOf(dependencies);
            controls = List.copyOf(controls);
            rejected = Map.copyOf(rejected);
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(cost, "cost");
        }
    }

    /** What a request asks for. */
    enum Phase {
        /** Control passages, because the criterion cannot decide without them. */
        CONTROL_FIRST,
        CANDIDATES,
        /** Control passages at the positions of the dependencies, to tell how much of them any text gives. */
        CONTROL_LAST
    }

    /** Its terminal event is out: whatever still comes is late. */
    record Concluded() implements RootState {}
}
