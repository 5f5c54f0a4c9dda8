package io.entropylong.retrieval.candidate;

import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.retrieval.candidate.CandidateFinder.Find;
import io.entropylong.retrieval.candidate.CandidateFinder.PhraseSearch;
import io.entropylong.retrieval.passage.PhraseMatch;
import io.entropylong.retrieval.passage.WordSplitter;
import io.entropylong.retrieval.search.PassageSearch.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders the passages of the phrase arm by how many words they really hold. */
final class PhraseRanking {
    private PhraseRanking() {}

    /**
     * @param texts of the passages by name
     * @param limit passages kept for each position
     */
    static List<Find> rank(List<PhraseSearch> searches, Map<String, String> texts, int limit) {
        Map<String, List<String>> words = new HashMap<>();
        List<Find> finds = new ArrayList<>();
        for (PhraseSearch search : searches) {
            List<Measured> best = search.hits().stream()
                    .filter(hit -> texts.containsKey(hit.passage()))
                    .map(hit -> new Measured(
                            hit,
                            PhraseMatch.longest(
                                    search.phrase(),
                                    words.computeIfAbsent(
                                            hit.passage(),
                                            passage -> WordSplitter.words(texts.getOrDefault(passage, ""))))))
                    .filter(measured -> measured.length() >= PhraseMatch.LEAST_WORDS)
                    .sorted(Comparator.comparingInt(Measured::length)
                            .reversed()
                            .thenComparing(measured -> measured.hit().passage()))
                    .limit(limit)
                    .toList();
            for (int rank = 1; rank <= best.size(); rank++) {
                Measured measured = best.get(rank - 1);
                finds.add(new Find(measured.hit(), new Retrieval(search.index(), Arm.PHRASE, measured.length(), rank)));
            }
        }
        return finds;
    }

    private record Measured(Hit hit, int length) {}
}
