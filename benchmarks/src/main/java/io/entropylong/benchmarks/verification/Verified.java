package io.entropylong.benchmarks.verification;

import java.util.HashMap;
import java.util.Map;

/**
 * What an algorithm found and what it took.
 *
 * @param dependencies accepted pairs with their gains
 * @param forwardTokens tokens that went through the model's layers, without the roots' baselines
 */
record Verified(Map<Pair, Double> dependencies, long forwardTokens) {
    Verified {
        dependencies = Map.copyOf(dependencies);
    }

    Verified plus(Verified other) {
        Map<Pair, Double> all = new HashMap<>(dependencies);
        all.putAll(other.dependencies);
        return new Verified(all, forwardTokens + other.forwardTokens);
    }
}
