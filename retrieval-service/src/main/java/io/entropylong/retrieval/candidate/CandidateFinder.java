package io.entropylong.retrieval.candidate;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RetrievalSettings.Fusion;
import io.entropylong.common.message.RootProfiled.Profile;
import io.entropylong.retrieval.embedding.Embedder;
import io.entropylong.retrieval.passage.PhraseMatch;
import io.entropylong.retrieval.passage.PhraseWords;
import io.entropylong.retrieval.passage.WordSplitter;
import io.entropylong.retrieval.search.Copies;
import io.entropylong.retrieval.search.PassageScope;
import io.entropylong.retrieval.search.PassageSearch;
import io.entropylong.retrieval.search.PassageSearch.Hit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        RetrievalSettings settings = profile.settings().retrieval();
        PassageScope scope = new PassageScope(profile.corpus(), own, settings.contextFilter());
        List<Candidate> candidates = candidates(new Search(scope, profile.text(), profile.positions()), settings);
        return new Found(candidates, controls.draw(profile, scope, candidates));
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
        PassageScope scope = PassageScope.allBut(corpus, Set.of());
        return candidates(
                new Search(scope, words, List.of(position)),
                new RetrievalSettings(limit, limit, Fusion.NONE, MetadataFilter.ALL));
    }

    private List<Candidate> candidates(Search search, RetrievalSettings settings) {
        List<Find> finds = new ArrayList<>(nearest(search, settings));
        List<PhraseSearch> phrases = phraseHits(search, settings.phraseK());
        Set<String> wanted = new LinkedHashSet<>();
        finds.forEach(find -> wanted.add(find.hit().passage()));
        phrases.forEach(phrase -> phrase.hits().forEach(hit -> wanted.add(hit.passage())));
        Map<String, String> texts = passages.texts(search.scope().corpus(), wanted);
        finds.addAll(PhraseRanking.rank(phrases, texts, settings.phraseK()));
        return CandidateMerge.merge(finds, texts);
    }

    private List<Find> nearest(Search search, RetrievalSettings settings) {
        int topK = settings.topK();
        if (topK == 0) return List.of();
        List<String> queries =
                search.positions().stream().map(HighEntropyPosition::query).toList();
        List<List<Hit>> neighbours =
                best(passages.nearest(search.scope(), embedder.embed(queries), topK + SPARE_NEIGHBOURS), topK);
        List<List<Hit>> matches = settings.fusion() == Fusion.NONE
                ? Collections.nCopies(queries.size(), List.of())
                : best(lexical(search.scope(), queries, topK + SPARE_NEIGHBOURS), topK);
        List<Find> finds = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            int index = search.positions().get(i).index();
            Set<String> chosen =
                    Set.copyOf(RankFusion.fuse(List.of(names(neighbours.get(i)), names(matches.get(i))), topK));
            Stream.concat(
                            neighbourFinds(index, neighbours.get(i)).stream(),
                            lexicalFinds(index, matches.get(i)).stream())
                    .filter(find -> chosen.contains(find.hit().passage()))
                    .forEach(finds::add);
        }
        return finds;
    }

    private List<List<Hit>> lexical(PassageScope scope, List<String> queries, int limit) {
        return passages.lexical(
                scope, queries.stream().map(WordSplitter::separated).toList(), limit);
    }

    private static List<List<Hit>> best(List<List<Hit>> results, int limit) {
        return results.stream()
                .map(hits -> hits.stream()
                        .sorted(Comparator.comparingDouble(Hit::score)
                                .reversed()
                                .thenComparing(Hit::passage))
                        .limit(limit)
                        .toList())
                .toList();
    }

    private static List<String> names(List<Hit> hits) {
        return hits.stream().map(Hit::passage).toList();
    }

    private static List<Find> neighbourFinds(int index, List<Hit> hits) {
        return IntStream.range(0, hits.size())
                .mapToObj(i -> new Find(
                        hits.get(i), new Retrieval(index, Arm.KNN, hits.get(i).cosine(), i + 1)))
                .toList();
    }

    private static List<Find> lexicalFinds(int index, List<Hit> hits) {
        return IntStream.range(0, hits.size())
                .mapToObj(i -> new Find(
                        hits.get(i), new Retrieval(index, Arm.BM25, hits.get(i).score(), i + 1)))
                .toList();
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
        List<List<Hit>> results = passages.phrases(search.scope(), phrases, phraseK * PHRASES_LOOKED_AT);
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
     * @param scope passages that may be candidates
     * @param text that the positions lie in
     */
    private record Search(PassageScope scope, String text, List<HighEntropyPosition> positions) {}

    /** A passage and how it was found. */
    record Find(Hit hit, Retrieval retrieval) {}

    /** What a position's phrase found, not yet measured. */
    record PhraseSearch(int index, List<String> phrase, List<Hit> hits) {}
}
