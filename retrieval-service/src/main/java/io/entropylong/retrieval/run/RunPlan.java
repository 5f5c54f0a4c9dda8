package io.entropylong.retrieval.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The roots of a run in their order.
 *
 * @param roots by ordinal; none when refused
 * @param documents of the corpus
 * @param passages of the corpus
 * @param refusal why the run cannot be done, otherwise null
 */
public record RunPlan(
        List<RootPlace> roots,
        long documents,
        long passages,
        @Nullable String refusal) {
    public RunPlan {
        roots = List.copyOf(roots);
    }

    static RunPlan refused(String refusal) {
        return new RunPlan(List.of(), 0, 0, refusal);
    }
}
