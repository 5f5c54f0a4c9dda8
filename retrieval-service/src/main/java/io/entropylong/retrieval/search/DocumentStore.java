package io.entropylong.retrieval.search;

import io.entropylong.common.seed.Lot;
import io.entropylong.retrieval.passage.WordSplitter;
import io.entropylong.retrieval.search.IndexedDocument.IndexedPassage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents of the corpora and their passages: written, read by name, and walked through. Thread-safe. */
public final class DocumentStore {
    private final SearchNode node;

    public DocumentStore(SearchNode node) {
        this.node = node;
    }

    /** The lot of a passage, by which control passages are drawn. */
    public static long lot(String passage) {
        return Lot.draw(0, "passage", passage);
    }

    /**
     * Writes documents, each in the place of an earlier one of its name, whose passages go. To do it twice changes nothing.
     * A document's own record comes last, so that a write that broke off is done in full by the next.
     */
    public void put(String corpus, Collection<IndexedDocument> documents) {
        Map<String, Set<String>> old =
                passagesOf(corpus, documents.stream().map(IndexedDocument::id).toList());
        try (BulkWriter passages = new BulkWriter(node, Indexes.passages(corpus))) {
            for (IndexedDocument document : documents) {
                Set<String> gone = new HashSet<>(old.getOrDefault(document.id(), Set.of()));
                for (IndexedPassage passage : document.passages()) {
                    gone.remove(passage.id());
                    passages.index(passage.id(), toJson(document, passage));
                }
                gone.forEach(passages::delete);
            }
        }
        try (BulkWriter records = new BulkWriter(node, Indexes.documents(corpus))) {
            for (IndexedDocument document : documents) records.index(document.id(), toJson(document));
        }
    }

    /** The text of a document. */
    public Optional<String> text(String corpus, String document) {
        String path = Indexes.path(Indexes.documents(corpus), "_doc", document) + "?_source_includes=text";
        SearchNode.Answer answer = node.send("GET", path, null);
        if (answer.isMissing()) return Optional.empty();
        return Optional.of(answer.ok(path).path("_source").path("text").asString());
    }

    /**
     * Walks through the documents in the order of their lots.
     *
     * @param after the last one of the page before, or empty for the first page
     * @return at most {@code size}; fewer only at the end
     */
    public List<DocumentEntry> page(String corpus, Optional<DocumentEntry> after, int size) {
        ObjectNode query = node.object().put("size", size);
        query.putArray("_source").add("id").add("chars").add("lot");
        ArrayNode sort = query.putArray("sort");
        sort.addObject().put("lot", "asc");
        sort.addObject().put("id", "asc");
        after.ifPresent(last -> query.putArray("search_after").add(last.lot()).add(last.id()));
        String path = "/" + Indexes.documents(corpus) + "/_search";
        List<DocumentEntry> page = new ArrayList<>();
        for (JsonNode hit : node.send("POST", path, query).ok(path).path("hits").path("hits")) {
            JsonNode source = hit.path("_source");
            page.add(new DocumentEntry(
                    source.path("id").asString(),
                    source.path("chars").asInt(),
                    source.path("lot").asLong()));
        }
        return page;
    }

    /** How many documents a search sees by now. */
    public long documents(String corpus) {
        return count(Indexes.documents(corpus));
    }

    /** How many passages a search sees by now. */
    public long passages(String corpus) {
        return count(Indexes.passages(corpus));
    }

    /**
     * Makes all that was written visible and the passages one segment; takes as long as it takes (minutes for millions).
     */
    public void freeze(String corpus) {
        refresh(corpus);
        String merge = "/" + Indexes.passages(corpus) + "/_forcemerge?max_num_segments=1&wait_for_completion=false";
        String task = node.send("POST", merge, null).ok(merge).path("task").asString();
        String path = "/_tasks/" + task + "?wait_for_completion=true&timeout=60s";
        SearchNode.Answer answer = node.send("GET", path, null);
        while (answer.status() != 404 && !answer.body().path("completed").asBoolean()) {
            answer = node.send("GET", path, null);
        }
        // the old segments stay until then
        refresh(corpus);
    }

    private void refresh(String corpus) {
        String path = "/" + Indexes.passages(corpus) + "," + Indexes.documents(corpus) + "/_refresh";
        node.send("POST", path, null).ok(path);
    }

    private long count(String index) {
        String path = "/" + index + "/_count";
        return node.send("GET", path, null).ok(path).path("count").asLong();
    }

    private Map<String, Set<String>> passagesOf(String corpus, List<String> documents) {
        String path = "/" + Indexes.documents(corpus) + "/_mget?_source_includes=passages";
        ObjectNode ids = node.object();
        documents.forEach(ids.putArray("ids")::add);
        Map<String, Set<String>> passages = new LinkedHashMap<>();
        for (JsonNode document : node.send("POST", path, ids).ok(path).path("docs")) {
            Set<String> of = new HashSet<>();
            for (JsonNode passage : document.path("_source").path("passages")) of.add(passage.asString());
            passages.put(document.path("_id").asString(), of);
        }
        return passages;
    }

    private ObjectNode toJson(IndexedDocument document) {
        ObjectNode json = node.object()
                .put("id", document.id())
                .put("text", document.text())
                .put("chars", document.text().length())
                .put("lot", Lot.draw(0, "document", document.id()));
        ArrayNode passages = json.putArray("passages");
        document.passages().forEach(passage -> passages.add(passage.id()));
        ObjectNode metadata = json.putObject("metadata");
        document.metadata().forEach(metadata::put);
        return json;
    }

    private ObjectNode toJson(IndexedDocument document, IndexedPassage passage) {
        String text = document.text().substring(passage.start(), passage.end());
        ObjectNode json = node.object()
                .put("passage", passage.id())
                .put("document", document.id())
                .put("text", text)
                .put("words", WordSplitter.separated(text))
                .put("lot", lot(passage.id()))
                .put("start", passage.start())
                .put("end", passage.end());
        ArrayNode vector = json.putArray("vector");
        for (float value : passage.vector()) vector.add(value);
        return json;
    }
}
