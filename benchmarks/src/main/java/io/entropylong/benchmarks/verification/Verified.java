package io.entropylong.benchmarks.verification;

import io.entropylong.common.message.RootMeasurements.CandidateScored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an algorithm found and what it took.
 *
 * @param dependencies accepted pairs with their gains
 * @param candidates all that were scored, with their pairs; empty when the algorithm has no candidates but pairs
 * @param forwardTokens tokens that went through the model's layers, without the roots' baselines
 * @param stateBytes the largest state of a root between two requests, as the verifier stores it; 0 without the verifier
 */
record Verified(Map<Pair, Double> dependencies, List<CandidateScored> candidates, long forwardTokens, int stateBytes) {
    Verified {
        dependencies = Map.copyOf(dependencies);
        candidates = List.copyOf(candidates);
    }

    static Verified nothing() {
        return new Verified(Map.of(), List.of(), 0, 0);
    }

    Verified plus(Verified other) {
        Map<Pair, Double> all = new HashMap<>(dependencies);
        all.putAll(other.dependencies);
        List<CandidateScored> scored = new ArrayList<>(candidates);
        scored.addAll(other.candidates);
        return new Verified(all, scored, forwardTokens + other.forwardTokens, Math.max(stateBytes, other.stateBytes));
    }
}
