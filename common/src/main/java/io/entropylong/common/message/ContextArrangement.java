package io.entropylong.common.message;

import io.entropylong.common.message.RootConcluded.Context;
import io.entropylong.common.seed.Lot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In what order a unit's contexts stand (EntropyLong, step 4): a permutation drawn by seed, or by the first position that
 * each resolves. A pure function of root, settings and dependencies.
 *
 * @param contexts in their order
 * @param dependencies of these, by context, then position
 */
public record ContextArrangement(List<Context> contexts, List<Dependency> dependencies) {
    public ContextArrangement {
        contexts = List.copyOf(contexts);
        dependencies = List.copyOf(dependencies);
    }

    /**
     * @param accepted contexts, in any order
     * @param found their dependencies, in any order
     */
    public static ContextArrangement of(
            RootRef root, RunSettings settings, List<Context> accepted, List<Dependency> found) {
        List<Context> arranged =
                accepted.stream().sorted(order(root, settings, found)).toList();
        Map<String, Integer> place = new HashMap<>();
        arranged.forEach(context -> place.put(context.passage(), place.size()));
        List<Dependency> sorted = found.stream()
                .sorted(Comparator.comparingInt((Dependency dependency) -> place.getOrDefault(dependency.passage(), 0))
                        .thenComparingInt(Dependency::position))
                .toList();
        return new ContextArrangement(arranged, sorted);
    }

    private static Comparator<Context> order(RootRef root, RunSettings settings, List<Dependency> found) {
        return switch (settings.order()) {
            case SHUFFLE -> {
                // not the root's whole name: it holds the run's, and runs with equal settings give equal datasets
                String ordinal = settings.roots().continuous()
                        ? root.root().substring(root.run().length())
                        : Integer.toString(root.ordinal());
                yield Comparator.comparingLong((Context context) ->
                                Lot.draw(settings.seed(), "order", root.document(), ordinal, context.passage()))
                        .thenComparing(Context::passage);
            }
            case SEQUENCE -> {
                Map<String, Integer> first = new HashMap<>();
                found.forEach(dependency -> first.merge(dependency.passage(), dependency.position(), Math::min));
                yield Comparator.comparingInt((Context context) -> first.getOrDefault(context.passage(), 0))
                        .thenComparing(Context::passage);
            }
        };
    }
}
