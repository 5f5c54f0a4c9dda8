package io.entropylong.retrieval.search;

import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The catalogue of corpora as an index of the search node. */
public final class SearchCorpusCatalog implements CorpusCatalog {
    private static final int MAX_CORPORA = 10_000;

    private final SearchNode node;
    private final int dimensions;

    /**
     * @param dimensions numbers in a passage's vector
     */
    public SearchCorpusCatalog(SearchNode node, int dimensions) {
        this.node = node;
        this.dimensions = dimensions;
        Indexes.ensureRecords(node, Indexes.CORPORA);
    }

    @Override
    public boolean add(Corpus corpus) {
        // what documents are kept in comes first, so that a corpus in the catalogue always has it
        Indexes.ensureDocuments(node, corpus.name());
        Indexes.ensurePassages(node, corpus.name(), dimensions);
        String path = Indexes.path(Indexes.CORPORA, "_create", corpus.name()) + "?refresh=true";
        SearchNode.Answer answer = node.send("PUT", path, toJson(corpus));
        if (answer.status() == 409) return false;
        answer.ok(path);
        return true;
    }

    @Override
    public Optional<Corpus> find(String name) {
        String path = Indexes.path(Indexes.CORPORA, "_doc", name);
        SearchNode.Answer answer = node.send("GET", path, null);
        if (answer.isMissing()) return Optional.empty();
        return Optional.of(fromJson(answer.ok(path).get("_source")));
    }

    @Override
    public List<Corpus> all() {
        String path = "/" + Indexes.CORPORA + "/_search";
        ObjectNode query = node.object().put("size", MAX_CORPORA);
        List<Corpus> corpora = new ArrayList<>();
        for (JsonNode hit : node.send("POST", path, query).ok(path).path("hits").path("hits")) {
            corpora.add(fromJson(hit.get("_source")));
        }
        corpora.sort(Comparator.comparing(Corpus::name));
        return corpora;
    }

    @Override
    public void update(Corpus corpus) {
        String path = Indexes.path(Indexes.CORPORA, "_doc", corpus.name()) + "?refresh=true";
        node.send("PUT", path, toJson(corpus)).ok(path);
    }

    private ObjectNode toJson(Corpus corpus) {
        ObjectNode json = node.object()
                .put("name", corpus.name())
                .put("passageTokens", corpus.passageTokens())
                .put("state", corpus.state().name());
        ObjectNode offsets = json.putObject("sealOffsets");
        corpus.sealOffsets().forEach((partition, offset) -> offsets.put(Integer.toString(partition), offset));
        return json;
    }

    private static Corpus fromJson(JsonNode json) {
        Map<Integer, Long> offsets = new HashMap<>();
        for (Map.Entry<String, JsonNode> offset : json.path("sealOffsets").properties()) {
            offsets.put(Integer.valueOf(offset.getKey()), offset.getValue().asLong());
        }
        return new Corpus(
                json.path("name").asString(),
                json.path("passageTokens").asInt(),
                Corpus.State.valueOf(json.path("state").asString()),
                offsets);
    }
}
