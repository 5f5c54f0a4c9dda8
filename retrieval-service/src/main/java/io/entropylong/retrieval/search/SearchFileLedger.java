package io.entropylong.retrieval.search;

import io.entropylong.retrieval.corpus.FileLedger;
import io.entropylong.retrieval.corpus.LineError;
import io.entropylong.retrieval.corpus.UploadedFile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.Refresh;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.search.Hit;

/** The ledger as an index a corpus, which goes with it. */
public final class SearchFileLedger implements FileLedger {
    private static final int PAGE = 1000;
    private static final int ERROR_CHARACTERS = 200;

    private final SearchNode node;

    public SearchFileLedger(SearchNode node) {
        this.node = node;
    }

    @Override
    public Optional<UploadedFile> find(String corpus, String file) {
        return Optional.ofNullable(node.ask("file " + file + " of corpus " + corpus, client -> client.get(
                        get -> get.index(Indexes.files(corpus)).id(fileId(file)), UploadedFile.class)
                .source()));
    }

    @Override
    public List<UploadedFile> page(String corpus, String from, int size) {
        SearchRequest request = new SearchRequest.Builder()
                .index(Indexes.files(corpus))
                .size(size)
                .query(query -> query.bool(bool -> bool.filter(filter -> filter.exists(exists -> exists.field("state")))
                        .filter(filter ->
                                filter.range(range -> range.field("file").gte(JsonData.of(from))))))
                .sort(DocumentStore.ascending("file"))
                .build();
        SearchResponse<UploadedFile> answer =
                node.ask("the files of corpus " + corpus, client -> client.search(request, UploadedFile.class));
        return answer.hits().hits().stream()
                .map(hit -> Objects.requireNonNull(hit.source()))
                .toList();
    }

    @Override
    public void put(String corpus, UploadedFile file) {
        node.ask(
                "file " + file.file() + " of corpus " + corpus,
                client -> client.index(write -> write.index(Indexes.files(corpus))
                        .id(fileId(file.file()))
                        .document(file)
                        .refresh(Refresh.True)));
    }

    @Override
    public Rejections rejections(String corpus, String upload) {
        BulkWriter writer = new BulkWriter(node, Indexes.files(corpus));
        return new Rejections() {
            @Override
            public void accept(LineError error) {
                Rejection rejection = new Rejection(upload, error.file(), error.line(), error.field(), error.reason());
                writer.index("line/" + upload + "/" + error.line(), rejection, ERROR_CHARACTERS);
            }

            @Override
            public void close() {
                writer.close();
                node.ask("the refresh of the files of corpus " + corpus, client -> client.indices()
                        .refresh(refresh -> refresh.index(Indexes.files(corpus))));
            }
        };
    }

    @Override
    public void forEachRejection(String corpus, String upload, Consumer<LineError> visitor) {
        Query of = Query.of(query -> query.bool(bool -> bool.filter(
                        filter -> filter.term(term -> term.field("upload").value(value -> value.stringValue(upload))))
                .filter(filter -> filter.exists(exists -> exists.field("line")))));
        Optional<Long> after = Optional.empty();
        List<Rejection> page;
        do {
            page = page(corpus, of, after);
            for (Rejection rejection : page) {
                visitor.accept(
                        new LineError(rejection.file(), rejection.line(), rejection.field(), rejection.reason()));
            }
            if (!page.isEmpty()) after = Optional.of(page.getLast().line());
        } while (!page.isEmpty());
    }

    private List<Rejection> page(String corpus, Query of, Optional<Long> after) {
        SearchRequest.Builder search = new SearchRequest.Builder()
                .index(Indexes.files(corpus))
                .query(of)
                .size(PAGE)
                .sort(DocumentStore.ascending("line"));
        after.ifPresent(line -> search.searchAfter(FieldValue.of(line)));
        SearchRequest request = search.build();
        SearchResponse<Rejection> answer =
                node.ask("rejected lines of corpus " + corpus, client -> client.search(request, Rejection.class));
        return answer.hits().hits().stream()
                .map(Hit::source)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static String fileId(String file) {
        return "file/" + file;
    }

    private record Rejection(String upload, String file, long line, String field, String reason) {}
}
