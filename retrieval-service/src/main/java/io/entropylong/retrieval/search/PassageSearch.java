package io.entropylong.retrieval.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches over the passages of a corpus, never giving those of one document: the root's own. Thread-safe. */
public final class PassageSearch {
    /** Searches in a request: several times as many a second as one by one. */
    private static final int SEARCHES_A_REQUEST = 32;

    private static final int TEXTS_A_REQUEST = 256;
    private static final int EF_SEARCH = 256;
    private static final int[] PHRASE_WORDS = {12, 8, 6, 4, 3};

    private final SearchNode node;

    public PassageSearch(SearchNode node) {
        this.node = node;
    }

    /**
     * @param vectors what to search near, each of length 1
     * @param limit most passages for each
     * @return for each vector the nearest passages, best first, ties by name
     */
    public List<List<Hit>> nearest(String corpus, String except, List<float[]> vectors, int limit) {
        List<ObjectNode> searches =
                vectors.stream().map(vector -> nearest(except, vector, limit)).toList();
        return run(corpus, except, searches);
    }

    /**
     * @param phrases words, the last of which must be matched
     * @param limit most passages for each
     * @return for each phrase passages that hold at least its last three words side by side, roughly longest match first
     */
    public List<List<Hit>> phrases(String corpus, String except, List<List<String>> phrases, int limit) {
        List<ObjectNode> searches =
                phrases.stream().map(words -> phrase(except, words, limit)).toList();
        return run(corpus, except, searches);
    }

    /**
     * @param from least lot; empty to begin with the smallest
     * @return the passages from that lot on, by lot
     */
    public List<Hit> byLot(String corpus, String except, OptionalLong from, int limit) {
        ObjectNode search = search(limit);
        ObjectNode bool = search.putObject("query").putObject("bool");
        exclude(bool, except);
        from.ifPresent(lot -> bool.putArray("filter")
                .addObject()
                .putObject("range")
                .putObject("lot")
                .put("gte", lot));
        ArrayNode sort = search.putArray("sort");
        sort.addObject().put("lot", "asc");
        sort.addObject().put("passage", "asc");
        String path = "/" + Indexes.passages(corpus) + "/_search";
        return hits(node.send("POST", path, search).ok(path), except);
    }

    /** The texts of passages by name; those that are not there are left out. */
    public Map<String, String> texts(String corpus, Collection<String> passages) {
        String path = "/" + Indexes.passages(corpus) + "/_mget?_source_includes=text";
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> wanted = List.copyOf(passages);
        for (int from = 0; from < wanted.size(); from += TEXTS_A_REQUEST) {
            ObjectNode ids = node.object();
            wanted.subList(from, Math.min(wanted.size(), from + TEXTS_A_REQUEST))
                    .forEach(ids.putArray("ids")::add);
            for (JsonNode document : node.send("POST", path, ids).ok(path).path("docs")) {
                Optional.ofNullable(document.path("_source").get("text"))
                        .ifPresent(text -> texts.put(document.path("_id").asString(), text.asString()));
            }
        }
        return texts;
    }

    private ObjectNode nearest(String except, float[] vector, int limit) {
        ObjectNode search = search(limit);
        ObjectNode knn = search.putObject("query").putObject("knn").putObject("vector");
        ArrayNode values = knn.putArray("vector");
        for (float value : vector) values.add(value);
        knn.put("k", limit);
        knn.putObject("method_parameters").put("ef_search", Math.max(EF_SEARCH, limit));
        exclude(knn.putObject("filter").putObject("bool"), except);
        return search;
    }

    private ObjectNode phrase(String except, List<String> words, int limit) {
        ObjectNode search = search(limit);
        ObjectNode bool = search.putObject("query").putObject("bool").put("minimum_should_match", 1);
        exclude(bool, except);
        ArrayNode should = bool.putArray("should");
        for (int length : PHRASE_WORDS) {
            if (length > words.size()) continue;
            ObjectNode score = should.addObject().putObject("constant_score").put("boost", length);
            score.putObject("filter")
                    .putObject("match_phrase")
                    .put("words", String.join(" ", words.subList(words.size() - length, words.size())));
        }
        return search;
    }

    private ObjectNode search(int limit) {
        ObjectNode search =
                node.object().put("size", limit).put("_source", false).put("track_total_hits", false);
        search.putArray("docvalue_fields").add("document");
        return search;
    }

    private static void exclude(ObjectNode bool, String document) {
        bool.putArray("must_not").addObject().putObject("term").put("document", document);
    }

    private List<List<Hit>> run(String corpus, String except, List<ObjectNode> searches) {
        String path = "/" + Indexes.passages(corpus) + "/_msearch";
        List<List<Hit>> results = new ArrayList<>(searches.size());
        for (int from = 0; from < searches.size(); from += SEARCHES_A_REQUEST) {
            String lines = searches.subList(from, Math.min(searches.size(), from + SEARCHES_A_REQUEST)).stream()
                    .map(search -> "{}\n" + node.json(search) + "\n")
                    .collect(Collectors.joining());
            for (JsonNode response : node.sendLines(path, lines).path("responses")) {
                new SearchNode.Answer(response.path("status").asInt(), response).ok(path);
                results.add(hits(response, except));
            }
        }
        return results;
    }

    private static List<Hit> hits(JsonNode response, String except) {
        List<Hit> hits = new ArrayList<>();
        for (JsonNode hit : response.path("hits").path("hits")) {
            String document = hit.path("fields").path("document").path(0).asString();
            if (document.equals(except)) continue;
            hits.add(new Hit(
                    hit.path("_id").asString(), document, hit.path("_score").asDouble(0)));
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
