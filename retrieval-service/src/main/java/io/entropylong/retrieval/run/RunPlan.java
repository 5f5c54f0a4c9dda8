package io.entropylong.retrieval.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The roots of a run in their order.
 *
 * @param roots by ordinal; none when refused, or when they are still to arrive
 * @param count how many there are, or will be at most
 * @param documents of the corpus
 * @param passages of the corpus
 * @param refusal why the run cannot be done, otherwise null
 */
public record RunPlan(
        List<RootPlace> roots,
        int count,
        long documents,
        long passages,
        @Nullable String refusal) {
    public RunPlan {
        roots = List.copyOf(roots);
    }

    static RunPlan of(List<RootPlace> roots, long documents, long passages) {
        return new RunPlan(roots, roots.size(), documents, passages, null);
    }

    static RunPlan refused(String refusal) {
        return new RunPlan(List.of(), 0, 0, 0, refusal);
    }
}
