package io.entropylong.retrieval.search;

import java.util.List;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.mapping.DynamicMapping;
import org.opensearch.client.opensearch._types.mapping.KnnVectorProperty;
import org.opensearch.client.opensearch._types.mapping.Property;
import org.opensearch.client.opensearch._types.mapping.TypeMapping;
import org.opensearch.client.opensearch.indices.IndexSettings;

/** Names and definitions of the indexes. */
final class Indexes {
    static final String CORPORA = "entropylong-corpora";
    static final String RUNS = "entropylong-runs";

    private static final int HNSW_M = 16;
    private static final int HNSW_EF_CONSTRUCTION = 100;
    private static final String REFRESH = "5s";

    private Indexes() {}

    static String passages(String corpus) {
        return "entropylong-passages-" + corpus;
    }

    static String documents(String corpus) {
        return "entropylong-documents-" + corpus;
    }

    static String files(String corpus) {
        return "entropylong-files-" + corpus;
    }

    /** Everything that is kept of a corpus. */
    static List<String> of(String corpus) {
        return List.of(passages(corpus), documents(corpus), files(corpus));
    }

    /** An index of records that are only kept. */
    static void ensureRecords(SearchNode node, String index) {
        ensure(
                node,
                index,
                settings(IndexShape.SINGLE),
                TypeMapping.of(mapping -> mapping.dynamic(DynamicMapping.False)));
    }

    static void ensureDocuments(SearchNode node, String corpus, IndexShape shape) {
        TypeMapping mapping = TypeMapping.of(fields -> fields.dynamic(DynamicMapping.Strict)
                .properties("id", searched())
                .properties("text", kept())
                .properties("passages", kept())
                .properties("content", searched())
                .properties("bands", Property.of(field -> field.keyword(keyword -> keyword.docValues(false))))
                .properties("duplicateOf", searched())
                .properties("chars", Property.of(field -> field.integer(number -> number)))
                .properties("lot", Property.of(field -> field.long_(number -> number)))
                .properties(Labels.FIELD, labels())
                .properties("metadata", Property.of(field -> field.object(object -> object.enabled(false)))));
        ensure(node, documents(corpus), settings(shape).refreshInterval(time -> time.time(REFRESH)), mapping);
    }

    /** The files that were read, and the lines in them that are no documents. */
    static void ensureFiles(SearchNode node, String corpus) {
        TypeMapping mapping = TypeMapping.of(fields -> fields.dynamic(DynamicMapping.False)
                .properties("file", searched())
                .properties("state", searched())
                .properties("upload", searched())
                .properties("line", Property.of(field -> field.long_(number -> number))));
        ensure(node, files(corpus), settings(IndexShape.SINGLE), mapping);
    }

    static void ensurePassages(SearchNode node, String corpus, int dimensions, IndexShape shape) {
        TypeMapping mapping = TypeMapping.of(fields -> fields.dynamic(DynamicMapping.Strict)
                .source(source -> source.excludes("vector", "words"))
                .properties("passage", searched())
                .properties("document", searched())
                .properties("text", kept())
                .properties(
                        "words",
                        Property.of(field ->
                                field.text(text -> text.analyzer("whitespace").norms(false))))
                .properties(Labels.FIELD, labels())
                .properties("lot", Property.of(field -> field.long_(number -> number)))
                .properties("start", Property.of(field -> field.integer(number -> number)))
                .properties("end", Property.of(field -> field.integer(number -> number)))
                .properties("vector", Property.of(field -> field.knnVector(vector(dimensions)))));
        ensure(
                node,
                passages(corpus),
                settings(shape).refreshInterval(time -> time.time(REFRESH)).knn(true),
                mapping);
    }

    private static Property labels() {
        return Property.of(
                field -> field.keyword(keyword -> keyword.docValues(false).ignoreAbove(Labels.MOST_CHARACTERS)));
    }

    private static KnnVectorProperty vector(int dimensions) {
        return KnnVectorProperty.of(vector -> vector.dimension(dimensions).method(method -> method.name("hnsw")
                .engine("lucene")
                .spaceType("cosinesimil")
                .parameters("m", JsonData.of(HNSW_M))
                .parameters("ef_construction", JsonData.of(HNSW_EF_CONSTRUCTION))));
    }

    private static IndexSettings.Builder settings(IndexShape shape) {
        return new IndexSettings.Builder().numberOfShards(shape.shards()).numberOfReplicas(shape.replicas());
    }

    /** A field that is searched by its whole value. */
    private static Property searched() {
        return Property.of(field -> field.keyword(keyword -> keyword));
    }

    /** A field that is given back but never searched. */
    private static Property kept() {
        return Property.of(
                field -> field.keyword(keyword -> keyword.index(false).docValues(false)));
    }

    private static void ensure(SearchNode node, String index, IndexSettings.Builder settings, TypeMapping mapping) {
        IndexSettings built = settings.build();
        boolean there = node.ask(
                "whether index " + index + " is there",
                client -> client.indices().exists(exists -> exists.index(index)).value());
        if (there) return;
        try {
            node.ask("index " + index, client -> client.indices()
                    .create(create -> create.index(index).settings(built).mappings(mapping)));
        } catch (SearchRefusedException e) {
            // another instance was faster
            if (!String.valueOf(e.getMessage()).contains("resource_already_exists_exception")) throw e;
        }
    }
}
