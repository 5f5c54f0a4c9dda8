package io.entropylong.verifier.verification;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.RootConcluded.Context;
import io.entropylong.common.message.RootConcluded.Cost;
import java.util.List;
import java.util.Objects;

/** Where a root stands once its material is complete; what is kept between its records. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface RootState {
    /**
     * A request is out.
     *
     * @param wave the request that is awaited
     * @param control whether it asks for control passages
     * @param from place of its first candidate among the ranked ones
     * @param to place behind its last one
     * @param idle candidates scored since the last one with a dependency
     * @param contexts accepted so far, in the order of their acceptance
     * @param dependencies of these contexts
     * @param cost so far
     */
    record Scoring(
            int wave,
            boolean control,
            int from,
            int to,
            int idle,
            List<Context> contexts,
            List<Dependency> dependencies,
            Cost cost)
            implements RootState {
        public Scoring {
            contexts = List.copyOf(contexts);
            dependencies = List.copyOf(dependencies);
            Objects.requireNonNull(cost, "cost");
        }
    }

    /** Its terminal event is out: whatever still comes is late. */
    record Concluded() implements RootState {}
}
