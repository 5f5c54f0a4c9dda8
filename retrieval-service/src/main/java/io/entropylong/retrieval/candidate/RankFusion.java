package io.entropylong.retrieval.candidate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009): a passage's score is the sum of 1 / (60 + rank) over
 * the rankings that hold it.
 */
final class RankFusion {
    private static final double CONSTANT = 60;

    private RankFusion() {}

    /**
     * @param rankings names, best first
     * @param limit most names
     * @return the best by score; equal ones by name
     */
    static List<String> fuse(List<List<String>> rankings, int limit) {
        Map<String, Double> scores = new HashMap<>();
        for (List<String> ranking : rankings) {
            for (int i = 0; i < ranking.size(); i++) scores.merge(ranking.get(i), 1 / (CONSTANT + i + 1), Double::sum);
        }
        List<String> names = new ArrayList<>(scores.keySet());
        names.sort(Comparator.comparingDouble((String name) -> -scores.getOrDefault(name, 0.0))
                .thenComparing(Comparator.naturalOrder()));
        return List.copyOf(names.subList(0, Math.min(limit, names.size())));
    }
}
