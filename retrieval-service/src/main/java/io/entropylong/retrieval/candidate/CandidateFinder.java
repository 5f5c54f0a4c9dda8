package io.entropylong.retrieval.candidate;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.RootProfiled.Profile;
import io.entropylong.retrieval.embedding.Embedder;
import io.entropylong.retrieval.passage.PhraseMatch;
import io.entropylong.retrieval.passage.PhraseWords;
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
 * run asks for it, by verbatim match of the words up to and including x_t. Passages of the root's own document are never
 * candidates. Thread-safe.
 */
public final class CandidateFinder {
    /** Neighbours beyond the wanted ones: ties at the end are then cut by name. */
    private static final int SPARE_NEIGHBOURS = 4;

    /** The node orders by steps of match length, so some more are looked at. */
    private static final int PHRASES_LOOKED_AT = 3;

    private final Embedder embedder;
    private final PassageSearch search;
    private final ControlDraw controls;

    public CandidateFinder(Embedder embedder, PassageSearch search) {
        this.embedder = embedder;
        this.search = search;
        this.controls = new ControlDraw(search);
    }

    /** The candidates by passage name, and the control passages in the order of their draw. */
    public Found find(Profile profile) {
        List<Find> finds = new ArrayList<>(nearest(profile));
        List<PhraseSearch> phrases = phraseHits(profile);
        Set<String> wanted = new LinkedHashSet<>();
        finds.forEach(find -> wanted.add(find.hit().passage()));
        phrases.forEach(phrase -> phrase.hits().forEach(hit -> wanted.add(hit.passage())));
        Map<String, String> texts = search.texts(profile.corpus(), wanted);
        finds.addAll(PhraseRanking.rank(phrases, texts, profile.settings().phraseK()));
        List<Candidate> candidates = CandidateMerge.merge(finds, texts);
        return new Found(candidates, controls.draw(profile, candidates));
    }

    private List<Find> nearest(Profile profile) {
        int topK = profile.settings().topK();
        if (topK == 0) return List.of();
        List<float[]> vectors = embedder.embed(
                profile.positions().stream().map(HighEntropyPosition::query).toList());
        List<List<Hit>> results =
                search.nearest(profile.corpus(), profile.ref().document(), vectors, topK + SPARE_NEIGHBOURS);
        List<Find> finds = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            int index = profile.positions().get(i).index();
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

    private List<PhraseSearch> phraseHits(Profile profile) {
        int phraseK = profile.settings().phraseK();
        if (phraseK == 0) return List.of();
        PhraseWords words = new PhraseWords(profile.text());
        List<Integer> indices = new ArrayList<>();
        List<List<String>> phrases = new ArrayList<>();
        for (HighEntropyPosition position : profile.positions()) {
            List<String> phrase = words.upTo(position.before());
            if (phrase.size() < PhraseMatch.LEAST_WORDS) continue;
            indices.add(position.index());
            phrases.add(phrase);
        }
        List<List<Hit>> results =
                search.phrases(profile.corpus(), profile.ref().document(), phrases, phraseK * PHRASES_LOOKED_AT);
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

    /** A passage and how it was found. */
    record Find(Hit hit, Retrieval retrieval) {}

    /** What a position's phrase found, not yet measured. */
    record PhraseSearch(int index, List<String> phrase, List<Hit> hits) {}
}
