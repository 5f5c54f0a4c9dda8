package io.entropylong.retrieval.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.BoolQuery;
import org.opensearch.client.opensearch._types.query_dsl.FieldAndFormat;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.MgetResponse;
import org.opensearch.client.opensearch.core.MsearchRequest;
import org.opensearch.client.opensearch.core.MsearchResponse;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.mget.MultiGetResponseItem;
import org.opensearch.client.opensearch.core.msearch.MultiSearchResponseItem;
import org.opensearch.client.opensearch.core.msearch.RequestItem;

/** Searches over the passages of a corpus, within a scope. Thread-safe. */
public final class PassageSearch {
    /** Searches in a request: several times as many a second as one by one. */
    private static final int SEARCHES_A_REQUEST = 32;

    private static final int TEXTS_A_REQUEST = 256;
    private static final int[] PHRASE_WORDS = {12, 8, 6, 4, 3};
    private static final FieldAndFormat DOCUMENT = FieldAndFormat.of(field -> field.field("document"));

    private final SearchNode node;
    private final long exactPassages;

    /**
     * @param exactPassages a corpus of at most so many passages is searched exactly
     */
    public PassageSearch(SearchNode node, long exactPassages) {
        this.node = node;
        this.exactPassages = exactPassages;
    }

    /**
     * @param vectors what to search near, each of length 1
     * @param limit most passages for each
     * @return for each vector the nearest passages, best first, ties by name
     */
    public List<List<Hit>> nearest(PassageScope scope, List<float[]> vectors, int limit) {
        VectorQuery kind = passages(scope.corpus()) <= exactPassages ? VectorQuery.EXACT : VectorQuery.APPROXIMATE;
        List<Query> queries = vectors.stream()
                .map(vector -> kind.of(scope.query(), vector, limit))
                .toList();
        return run(scope, queries, limit);
    }

    /**
     * @param phrases words, the last of which must be matched
     * @param limit most passages for each
     * @return for each phrase passages that hold at least its last three words side by side, roughly longest match first
     */
    public List<List<Hit>> phrases(PassageScope scope, List<List<String>> phrases, int limit) {
        List<Query> queries =
                phrases.stream().map(words -> phrase(scope, words)).toList();
        return run(scope, queries, limit);
    }

    /**
     * @param texts words with blanks between
     * @param limit most passages for each
     * @return for each text passages that hold some of its words, best first by BM25, ties by name
     */
    public List<List<Hit>> lexical(PassageScope scope, List<String> texts, int limit) {
        List<Query> queries = texts.stream()
                .map(text -> scope.query()
                        .must(must -> must.match(match -> match.field("words").query(words -> words.stringValue(text))))
                        .build()
                        .toQuery())
                .toList();
        return run(scope, queries, limit);
    }

    /**
     * @param from least lot; empty to begin with the smallest
     * @return the passages from that lot on, by lot
     */
    public List<Hit> byLot(PassageScope scope, OptionalLong from, int limit) {
        BoolQuery.Builder others = scope.query();
        from.ifPresent(lot ->
                others.filter(filter -> filter.range(range -> range.field("lot").gte(JsonData.of(lot)))));
        SearchRequest request = new SearchRequest.Builder()
                .index(Indexes.passages(scope.corpus()))
                .query(others.build().toQuery())
                .size(limit)
                .source(source -> source.fetch(false))
                .trackTotalHits(total -> total.enabled(false))
                .docvalueFields(DOCUMENT)
                .sort(DocumentStore.ascending("lot"), DocumentStore.ascending("passage"))
                .build();
        SearchResponse<PassageSource> answer = node.ask(
                "passages of corpus " + scope.corpus() + " by lot",
                client -> client.search(request, PassageSource.class));
        return hits(answer.hits().hits(), scope.except());
    }

    /** The texts of passages by name; those that are not there are left out. */
    public Map<String, String> texts(String corpus, Collection<String> passages) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> wanted = List.copyOf(passages);
        for (int from = 0; from < wanted.size(); from += TEXTS_A_REQUEST) {
            List<String> ids = wanted.subList(from, Math.min(wanted.size(), from + TEXTS_A_REQUEST));
            MgetResponse<PassageSource> answer = node.ask(
                    "texts of corpus " + corpus,
                    client -> client.mget(
                            mget -> mget.index(Indexes.passages(corpus))
                                    .ids(ids)
                                    .sourceIncludes("text"),
                            PassageSource.class));
            for (MultiGetResponseItem<PassageSource> item : answer.docs()) {
                PassageSource source = item.isResult() ? item.result().source() : null;
                if (source != null && source.text() != null)
                    texts.put(item.result().id(), source.text());
            }
        }
        return texts;
    }

    private long passages(String corpus) {
        String index = Indexes.passages(corpus);
        return node.ask("the count of " + index, client -> client.count(count -> count.index(index))
                .count());
    }

    private static Query phrase(PassageScope scope, List<String> words) {
        BoolQuery.Builder bool = scope.query().minimumShouldMatch("1");
        for (int length : PHRASE_WORDS) {
            if (length > words.size()) continue;
            String tail = String.join(" ", words.subList(words.size() - length, words.size()));
            bool.should(should -> should.constantScore(score -> score.boost((float) length)
                    .filter(filter ->
                            filter.matchPhrase(phrase -> phrase.field("words").query(tail)))));
        }
        return bool.build().toQuery();
    }

    private List<List<Hit>> run(PassageScope scope, List<Query> queries, int limit) {
        List<List<Hit>> results = new ArrayList<>(queries.size());
        String what = "searches in corpus " + scope.corpus();
        for (int from = 0; from < queries.size(); from += SEARCHES_A_REQUEST) {
            List<RequestItem> searches =
                    queries.subList(from, Math.min(queries.size(), from + SEARCHES_A_REQUEST)).stream()
                            .map(query -> search(query, limit))
                            .toList();
            MsearchRequest request = MsearchRequest.of(
                    msearch -> msearch.index(Indexes.passages(scope.corpus())).searches(searches));
            MsearchResponse<PassageSource> answer =
                    node.ask(what, client -> client.msearch(request, PassageSource.class));
            for (MultiSearchResponseItem<PassageSource> item : answer.responses()) {
                if (item.isFailure()) {
                    throw new SearchRefusedException(
                            what,
                            item.failure().status(),
                            String.valueOf(item.failure().error().reason()));
                }
                results.add(hits(item.result().hits().hits(), scope.except()));
            }
        }
        return results;
    }

    private static RequestItem search(Query query, int limit) {
        return RequestItem.of(item -> item.header(header -> header).body(body -> body.query(query)
                .size(limit)
                .source(source -> source.fetch(false))
                .trackTotalHits(total -> total.enabled(false))
                // passages of equal score must not come in the order in which they happened to be indexed
                .trackScores(true)
                .sort(SortOptions.of(sort -> sort.score(score -> score.order(SortOrder.Desc))))
                .sort(DocumentStore.ascending("passage"))
                .docvalueFields(DOCUMENT)));
    }

    private static List<Hit> hits(
            List<org.opensearch.client.opensearch.core.search.Hit<PassageSource>> found, Set<String> except) {
        List<Hit> hits = new ArrayList<>();
        for (org.opensearch.client.opensearch.core.search.Hit<PassageSource> hit : found) {
            String document =
                    Objects.requireNonNull(hit.fields().get("document")).to(String[].class)[0];
            if (except.contains(document)) continue;
            double score = hit.score() == null ? 0 : hit.score();
            hits.add(new Hit(Objects.requireNonNull(hit.id()), document, score));
        }
        return hits;
    }

    /**
     * A passage that was found.
     *
     * @param passage its name
     * @param document the document it is a piece of
     * @param score the node's; {@link #cosine()} for neighbours
     */
    public record Hit(String passage, String document, double score) {
        /** The cosine that a neighbour's score stands for. */
        public double cosine() {
            return 2 * score - 1;
        }
    }
}
