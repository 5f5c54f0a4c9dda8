package io.entropylong.retrieval.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** Names and definitions of the indexes. */
final class Indexes {
    static final String CORPORA = "entropylong-corpora";
    static final String RUNS = "entropylong-runs";

    private Indexes() {}

    static String passages(String corpus) {
        return "entropylong-passages-" + corpus;
    }

    static String documents(String corpus) {
        return "entropylong-documents-" + corpus;
    }

    /** A document's path, its name made safe. */
    static String path(String index, String operation, String id) {
        return "/" + index + "/" + operation + "/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** An index of records that are only kept. */
    static void ensureRecords(SearchNode node, String index) {
        ObjectNode definition = node.object();
        settings(definition);
        definition.putObject("mappings").put("dynamic", "false");
        ensure(node, index, definition);
    }

    static void ensureDocuments(SearchNode node, String corpus) {
        ObjectNode definition = node.object();
        settings(definition).put("refresh_interval", "5s");
        ObjectNode fields = fields(definition);
        fields.putObject("id").put("type", "keyword");
        kept(fields, "text");
        kept(fields, "passages");
        fields.putObject("chars").put("type", "integer");
        fields.putObject("lot").put("type", "long");
        fields.putObject("metadata").put("type", "object").put("enabled", false);
        ensure(node, documents(corpus), definition);
    }

    static void ensurePassages(SearchNode node, String corpus, int dimensions) {
        ObjectNode definition = node.object();
        settings(definition).put("refresh_interval", "5s").put("knn", true);
        ObjectNode fields = fields(definition);
        fields.putObject("passage").put("type", "keyword");
        fields.putObject("document").put("type", "keyword");
        kept(fields, "text");
        fields.putObject("words")
                .put("type", "text")
                .put("analyzer", "whitespace")
                .put("norms", false);
        fields.putObject("lot").put("type", "long");
        fields.putObject("start").put("type", "integer");
        fields.putObject("end").put("type", "integer");
        ObjectNode vector = fields.putObject("vector").put("type", "knn_vector").put("dimension", dimensions);
        ObjectNode method = vector.putObject("method");
        method.put("name", "hnsw").put("engine", "lucene").put("space_type", "cosinesimil");
        method.putObject("parameters").put("m", 16).put("ef_construction", 100);
        ObjectNode mappings = (ObjectNode) definition.get("mappings");
        mappings.putObject("_source").putArray("excludes").add("vector").add("words");
        ensure(node, passages(corpus), definition);
    }

    private static ObjectNode settings(ObjectNode definition) {
        return definition
                .putObject("settings")
                .putObject("index")
                .put("number_of_shards", 1)
                .put("number_of_replicas", 0);
    }

    private static ObjectNode fields(ObjectNode definition) {
        return definition.putObject("mappings").put("dynamic", "strict").putObject("properties");
    }

    /** A field that is given back but never searched. */
    private static void kept(ObjectNode fields, String name) {
        fields.putObject(name).put("type", "keyword").put("index", false).put("doc_values", false);
    }

    private static void ensure(SearchNode node, String index, ObjectNode definition) {
        SearchNode.Answer answer = node.send("PUT", "/" + index, definition);
        boolean there = answer.status() == 400
                && answer.body().path("error").path("type").asString("").equals("resource_already_exists_exception");
        if (!there) answer.ok("PUT /" + index);
    }
}
