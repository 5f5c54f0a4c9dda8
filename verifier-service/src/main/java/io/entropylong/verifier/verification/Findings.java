package io.entropylong.verifier.verification;

import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.RootConcluded.Context;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.RootMeasurements.CandidateScored;
import io.entropylong.common.message.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the waves of a root have given so far.
 *
 * @param idle candidates scored since the last one with a dependency
 * @param contexts accepted, in the order of their acceptance
 * @param dependencies of these contexts
 * @param candidates all that were scored, in the order in which they were
 * @param controls what is known of the control passages
 * @param rejected pairs with gain above epsilon that the criterion rejected, by its objection
 * @param cost so far
 */
record Findings(
        int idle,
        List<Context> contexts,
        List<Dependency> dependencies,
        List<CandidateScored> candidates,
        List<ControlScored> controls,
        Map<Verdict, Long> rejected,
        Cost cost) {
    Findings {
        contexts = List.copyOf(contexts);
        dependencies = List.copyOf(dependencies);
        candidates = List.copyOf(candidates);
        controls = List.copyOf(controls);
        rejected = Map.copyOf(rejected);
        Objects.requireNonNull(cost, "cost");
    }

    static Findings none(Cost cost) {
        return new Findings(0, List.of(), List.of(), List.of(), List.of(), Map.of(), cost);
    }
}
