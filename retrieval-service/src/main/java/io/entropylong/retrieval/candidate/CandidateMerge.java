package io.entropylong.retrieval.candidate;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.retrieval.candidate.CandidateFinder.Find;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one candidate of all finds of a passage. */
final class CandidateMerge {
    private static final Comparator<Retrieval> BY_POSITION = Comparator.comparingInt(Retrieval::index)
            .thenComparing(Retrieval::arm)
            .thenComparingInt(Retrieval::rank);

    private CandidateMerge() {}

    /**
     * @param texts of the passages by name; a find without one is left out
     * @return by passage name, retrievals by position
     */
    static List<Candidate> merge(List<Find> finds, Map<String, String> texts) {
        Map<String, List<Find>> byPassage = new TreeMap<>();
        for (Find find : finds) {
            byPassage
                    .computeIfAbsent(find.hit().passage(), passage -> new ArrayList<>())
                    .add(find);
        }
        List<Candidate> candidates = new ArrayList<>();
        byPassage.forEach((passage, of) -> {
            String text = texts.get(passage);
            if (text == null) return;
            List<Retrieval> retrievals =
                    of.stream().map(Find::retrieval).sorted(BY_POSITION).toList();
            candidates.add(new Candidate(passage, of.getFirst().hit().document(), text, retrievals));
        });
        return candidates;
    }
}
