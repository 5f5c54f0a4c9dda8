package io.entropylong.retrieval.search;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.GetResponse;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.search.Hit;

/** Documents that are copies of others, as {@link io.entropylong.retrieval.duplicate.Fingerprint} tells them. Thread-safe. */
public final class Copies {
    private static final int MOST_COPIES = 1000;
    private static final int PAGE = 1000;

    private final SearchNode node;
    private final DocumentStore store;

    public Copies(SearchNode node, DocumentStore store) {
        this.node = node;
        this.store = store;
    }

    /**
     * Takes the passages of exact copies out, so that each text is indexed once: under the first of its names. Which that is
     * does not depend on the order in which documents came. Done twice, or half and then again, it changes nothing more.
     */
    public void removeExact(String corpus) {
        store.refresh(corpus);
        String original = "";
        Optional<DocumentSource> last = Optional.empty();
        List<DocumentSource> page;
        do {
            page = byContent(corpus, last);
            Map<String, String> duplicates = new LinkedHashMap<>();
            for (DocumentSource document : page) {
                String id = Objects.requireNonNull(document.id());
                if (last.isPresent() && Objects.equals(last.get().content(), document.content())) {
                    duplicates.put(id, original);
                } else {
                    original = id;
                }
                last = Optional.of(document);
            }
            unindex(corpus, duplicates);
        } while (!page.isEmpty());
    }

    /**
     * The documents whose passages are no contexts for a document: itself, and its copies, exact and near.
     *
     * @return at most {@value #MOST_COPIES} beside itself
     */
    public Set<String> of(String corpus, String document) {
        GetResponse<DocumentSource> answer = node.ask(
                "document " + document + " of corpus " + corpus,
                client -> client.get(
                        get -> get.index(Indexes.documents(corpus)).id(document).sourceIncludes("content", "bands"),
                        DocumentSource.class));
        Set<String> copies = new LinkedHashSet<>(List.of(document));
        DocumentSource source = answer.source();
        if (source == null || source.content() == null || source.bands() == null) return copies;
        Query same = DocumentStore.terms("content", List.of(source.content()));
        Query near = DocumentStore.terms("bands", source.bands());
        SearchRequest request = SearchRequest.of(search -> search.index(Indexes.documents(corpus))
                .size(MOST_COPIES)
                .query(query -> query.bool(
                        bool -> bool.should(same, near).minimumShouldMatch("1").must(DocumentStore.INDEXED)))
                .source(fields -> fields.filter(filter -> filter.includes("id")))
                .sort(DocumentStore.ascending("id")));
        node
                .ask("copies in corpus " + corpus, client -> client.search(request, DocumentSource.class))
                .hits()
                .hits()
                .stream()
                .map(hit -> Objects.requireNonNull(hit.id()))
                .forEach(copies::add);
        return copies;
    }

    private List<DocumentSource> byContent(String corpus, Optional<DocumentSource> after) {
        SearchRequest.Builder search = new SearchRequest.Builder()
                .index(Indexes.documents(corpus))
                .size(PAGE)
                .source(source -> source.filter(filter -> filter.includes("id", "content")))
                .sort(DocumentStore.ascending("content"), DocumentStore.ascending("id"));
        after.ifPresent(last -> search.searchAfter(
                FieldValue.of(Objects.requireNonNull(last.content())),
                FieldValue.of(Objects.requireNonNull(last.id()))));
        SearchRequest request = search.build();
        return node
                .ask("documents of corpus " + corpus, client -> client.search(request, DocumentSource.class))
                .hits()
                .hits()
                .stream()
                .map(Hit::source)
                .map(Objects::requireNonNull)
                .toList();
    }

    /**
     * @param duplicates the names of documents, each with that of its original
     */
    private void unindex(String corpus, Map<String, String> duplicates) {
        if (duplicates.isEmpty()) return;
        Map<String, Set<String>> gone = store.passagesOf(corpus, List.copyOf(duplicates.keySet()));
        try (BulkWriter passages = new BulkWriter(node, Indexes.passages(corpus))) {
            gone.values().forEach(names -> names.forEach(passages::delete));
        }
        // last, so that a removal that broke off is done in full by the next
        try (BulkWriter records = new BulkWriter(node, Indexes.documents(corpus))) {
            duplicates.forEach((document, original) ->
                    records.update(document, Map.of("duplicateOf", original, "passages", List.of())));
        }
    }
}
