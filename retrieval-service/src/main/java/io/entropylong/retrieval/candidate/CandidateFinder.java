package io.entropylong.retrieval.candidate;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.RootProfiled.Profile;
import io.entropylong.retrieval.embedding.Embedder;
import io.entropylong.retrieval.passage.PhraseMatch;
import io.entropylong.retrieval.passage.PhraseWords;
import io.entropylong.retrieval.search.Copies;
import io.entropylong.retrieval.search.PassageSearch;
import io.entropylong.retrieval.search.PassageSearch.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds candidates for the positions of a root: by cosine of the positions' queries (EntropyLong, step 2), and, when the
 * run asks for it, by verbatim match of the words up to and including x_t. Passages of the root's own document and of its copies are
 * never candidates. Thread-safe.
 */
public final class CandidateFinder {
    /** Neighbours beyond the wanted ones: ties at the end are then cut by name. */
    private static final int SPARE_NEIGHBOURS = 4;

    /** The node orders by steps of match length, so some more are looked at. */
    private static final int PHRASES_LOOKED_AT = 3;

    private final Embedder embedder;
    private final PassageSearch passages;
    private final Copies copies;
    private final ControlDraw controls;

    public CandidateFinder(Embedder embedder, PassageSearch passages, Copies copies) {
        this.embedder = embedder;
        this.passages = passages;
        this.copies = copies;
        this.controls = new ControlDraw(passages);
    }

    /** The candidates by passage name, and the control passages in the order of their draw. */
    public Found find(Profile profile) {
        Set<String> own = copies.of(profile.corpus(), profile.ref().document());
        Search search = new Search(profile.corpus(), own, profile.text(), profile.positions());
        List<Candidate> candidates =
                candidates(search, profile.settings().topK(), profile.settings().phraseK());
        return new Found(candidates, controls.draw(profile, own, candidates));
    }

    /**
     * What both arms find for a text, as they would for a position that has it as its query and in front of it.
     *
     * @param text not blank
     * @param limit most passages of each arm
     * @return by passage name; all retrievals are of position 0
     */
    public List<Candidate> find(String corpus, String text, int limit) {
        String words = text.strip();
        HighEntropyPosition position = new HighEntropyPosition(0, 0, 0, words, words);
        return candidates(new Search(corpus, Set.of(), words, List.of(position)), limit, limit);
    }

    private List<Candidate> candidates(Search search, int topK, int phraseK) {
        List<Find> finds = new ArrayList<>(nearest(search, topK));
        List<PhraseSearch> phrases = phraseHits(search, phraseK);
        Set<String> wanted = new LinkedHashSet<>();
        finds.forEach(find -> wanted.add(find.hit().passage()));
        phrases.forEach(phrase -> phrase.hits().forEach(hit -> wanted.add(hit.passage())));
        Map<String, String> texts = passages.texts(search.corpus(), wanted);
        finds.addAll(PhraseRanking.rank(phrases, texts, phraseK));
        return CandidateMerge.merge(finds, texts);
    }

    private List<Find> nearest(Search search, int topK) {
        if (topK == 0) return List.of();
        List<float[]> vectors = embedder.embed(
                search.positions().stream().map(HighEntropyPosition::query).toList());
        List<List<Hit>> results = passages.nearest(search.corpus(), search.except(), vectors, topK + SPARE_NEIGHBOURS);
        List<Find> finds = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            int index = search.positions().get(i).index();
            List<Hit> best = results.get(i).stream()
                    .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::passage))
                    .limit(topK)
                    .toList();
            for (int rank = 1; rank <= best.size(); rank++) {
                Hit hit = best.get(rank - 1);
                finds.add(new Find(hit, new Retrieval(index, Arm.KNN, hit.cosine(), rank)));
            }
        }
        return finds;
    }

    private List<PhraseSearch> phraseHits(Search search, int phraseK) {
        if (phraseK == 0) return List.of();
        PhraseWords words = new PhraseWords(search.text());
        List<Integer> indices = new ArrayList<>();
        List<List<String>> phrases = new ArrayList<>();
        for (HighEntropyPosition position : search.positions()) {
            List<String> phrase = words.upTo(position.before());
            if (phrase.size() < PhraseMatch.LEAST_WORDS) continue;
            indices.add(position.index());
            phrases.add(phrase);
        }
        List<List<Hit>> results =
                passages.phrases(search.corpus(), search.except(), phrases, phraseK * PHRASES_LOOKED_AT);
        List<PhraseSearch> searches = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            searches.add(new PhraseSearch(indices.get(i), phrases.get(i), results.get(i)));
        }
        return searches;
    }

    /**
     * @param candidates by passage name
     * @param controls in the order of their draw
     */
    public record Found(List<Candidate> candidates, List<Candidate> controls) {
        public Found {
            candidates = List.copyOf(candidates);
            controls = List.copyOf(controls);
        }
    }

    /**
     * @param except documents whose passages are no candidates
     * @param text that the positions lie in
     */
    private record Search(String corpus, Set<String> except, String text, List<HighEntropyPosition> positions) {}

    /** A passage and how it was found. */
    record Find(Hit hit, Retrieval retrieval) {}

    /** What a position's phrase found, not yet measured. */
    record PhraseSearch(int index, List<String> phrase, List<Hit> hits) {}
}
