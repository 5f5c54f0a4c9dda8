package io.entropylong.retrieval.search;

import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.seed.Lot;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.aggregations.Aggregate;
import org.opensearch.client.opensearch._types.aggregations.StatsAggregate;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.GetResponse;
import org.opensearch.client.opensearch.core.MgetResponse;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.mget.MultiGetResponseItem;
import org.opensearch.client.opensearch.core.search.Hit;

/** The documents of the corpora and their passages: written, read by name, and walked through. Thread-safe. */
public final class DocumentStore {
    /** A passage's vector as JSON is longer than its text. */
    private static final int VECTOR_CHARACTERS = 5000;

    private static final double MEDIAN = 50;
    private static final double P95 = 95;

    private static final Query DUPLICATES = Query.of(query -> query.exists(exists -> exists.field("duplicateOf")));
    static final Query INDEXED = Query.of(query -> query.bool(bool -> bool.mustNot(DUPLICATES)));

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
                for (IndexedDocument.IndexedPassage passage : document.passages()) {
                    gone.remove(passage.id());
                    int size = 2 * (passage.end() - passage.start()) + VECTOR_CHARACTERS;
                    passages.index(passage.id(), PassageSource.of(document, passage), size);
                }
                gone.forEach(passages::delete);
            }
        }
        try (BulkWriter records = new BulkWriter(node, Indexes.documents(corpus))) {
            for (IndexedDocument document : documents) {
                records.index(
                        document.id(),
                        DocumentSource.of(document),
                        document.text().length());
            }
        }
    }

    /** The text of a document. */
    public Optional<String> text(String corpus, String document) {
        GetResponse<DocumentSource> answer = node.ask(
                "document " + document + " of corpus " + corpus,
                client -> client.get(
                        get -> get.index(Indexes.documents(corpus)).id(document).sourceIncludes("text"),
                        DocumentSource.class));
        return Optional.ofNullable(answer.source()).map(DocumentSource::text);
    }

    /**
     * Walks through the documents in the order of their lots.
     *
     * @param filter which documents count
     * @param after the last one of the page before, or empty for the first page
     * @return at most {@code size}; fewer only at the end
     */
    public List<DocumentEntry> page(String corpus, MetadataFilter filter, Optional<DocumentEntry> after, int size) {
        SearchRequest.Builder search = new SearchRequest.Builder()
                .index(Indexes.documents(corpus))
                .query(query -> query.bool(bool -> bool.mustNot(DUPLICATES).filter(Labels.matching(filter))))
                .size(size)
                .source(source -> source.filter(fields -> fields.includes("id", "chars", "lot")))
                .sort(ascending("lot"), ascending("id"));
        after.ifPresent(last -> search.searchAfter(FieldValue.of(last.lot()), FieldValue.of(last.id())));
        SearchRequest request = search.build();
        SearchResponse<DocumentSource> answer = node.ask(
                "a page of the documents of corpus " + corpus, client -> client.search(request, DocumentSource.class));
        return answer.hits().hits().stream().map(DocumentStore::entry).toList();
    }

    /** How many documents a search sees by now, exact copies that are known as such not counted. */
    public long documents(String corpus) {
        return count(Indexes.documents(corpus), INDEXED);
    }

    /** How many documents are known as exact copies of others. */
    public long duplicates(String corpus) {
        return count(Indexes.documents(corpus), DUPLICATES);
    }

    /** How long the documents are that a search sees by now; median and 95th percentile are the node's estimates. */
    public TextLengths lengths(String corpus) {
        SearchRequest request = SearchRequest.of(search -> search.index(Indexes.documents(corpus))
                .query(INDEXED)
                .size(0)
                .aggregations("all", all -> all.stats(stats -> stats.field("chars")))
                .aggregations(
                        "shares",
                        shares -> shares.percentiles(of -> of.field("chars").percents(MEDIAN, P95))));
        Map<String, Aggregate> found = node.ask(
                        "the lengths of corpus " + corpus, client -> client.search(request, DocumentSource.class))
                .aggregations();
        StatsAggregate all = aggregate(found, "all").stats();
        if (all.count() == 0) return TextLengths.NONE;
        Map<String, JsonData> shares =
                aggregate(found, "shares").tdigestPercentiles().values().keyed();
        return new TextLengths(
                (long) all.sum(),
                all.min().longValue(),
                share(shares, MEDIAN),
                share(shares, P95),
                all.max().longValue());
    }

    private static Aggregate aggregate(Map<String, Aggregate> found, String name) {
        return Objects.requireNonNull(found.get(name), name);
    }

    private static long share(Map<String, JsonData> shares, double percent) {
        return Math.round(
                Objects.requireNonNull(shares.get(Double.toString(percent))).to(Double.class));
    }

    /** How many passages a search sees by now. */
    public long passages(String corpus) {
        return count(Indexes.passages(corpus), Query.of(query -> query.matchAll(all -> all)));
    }

    /** What a corpus takes on the node's disk, documents and passages, replicas not counted. */
    public long bytes(String corpus) {
        return node.ask("the size of corpus " + corpus, client -> client.indices()
                        .stats(stats -> stats.index(List.of(Indexes.passages(corpus), Indexes.documents(corpus)))))
                .all()
                .primaries()
                .store()
                .sizeInBytes();
    }

    /**
     * Makes all that was written visible and the passages one segment; takes as long as it takes (minutes for millions).
     */
    public void freeze(String corpus) {
        refresh(corpus);
        SegmentMerge.run(node, Indexes.passages(corpus));
        // the old segments stay until then
        refresh(corpus);
    }

    /** Deletes all that is kept of a corpus, what was wrong in its files too. */
    public void drop(String corpus) {
        for (String index : Indexes.of(corpus)) {
            node.ask("the deletion of " + index, client -> client.indices()
                    .delete(delete -> delete.index(index).ignoreUnavailable(true)));
        }
    }

    static SortOptions ascending(String field) {
        return SortOptions.of(sort -> sort.field(by -> by.field(field).order(SortOrder.Asc)));
    }

    /** Makes all that was written visible. */
    void refresh(String corpus) {
        node.ask("the refresh of corpus " + corpus, client -> client.indices()
                .refresh(refresh -> refresh.index(Indexes.passages(corpus), Indexes.documents(corpus))));
    }

    private long count(String index, Query of) {
        return node.ask(
                "the count of " + index,
                client -> client.count(count -> count.index(index).query(of)).count());
    }

    static Query terms(String field, List<String> values) {
        return Query.of(query -> query.terms(terms -> terms.field(field)
                .terms(any -> any.value(values.stream().map(FieldValue::of).toList()))));
    }

    /** The names of the passages of documents, by document; those that are not there are left out. */
    Map<String, Set<String>> passagesOf(String corpus, List<String> documents) {
        MgetResponse<DocumentSource> answer = node.ask(
                "documents of corpus " + corpus,
                client -> client.mget(
                        mget -> mget.index(Indexes.documents(corpus))
                                .ids(documents)
                                .sourceIncludes("passages"),
                        DocumentSource.class));
        Map<String, Set<String>> passages = new LinkedHashMap<>();
        for (MultiGetResponseItem<DocumentSource> item : answer.docs()) {
            DocumentSource source = item.isResult() ? item.result().source() : null;
            if (source == null || source.passages() == null) continue;
            passages.put(item.result().id(), new HashSet<>(source.passages()));
        }
        return passages;
    }

    private static DocumentEntry entry(Hit<DocumentSource> hit) {
        DocumentSource source = Objects.requireNonNull(hit.source());
        return new DocumentEntry(
                Objects.requireNonNull(source.id()),
                Objects.requireNonNull(source.chars()),
                Objects.requireNonNull(source.lot()));
    }
}
