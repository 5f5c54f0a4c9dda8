package io.entropylong.retrieval.search;

import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.opensearch.client.opensearch._types.Refresh;
import org.opensearch.client.opensearch.core.SearchResponse;

/** The catalogue of corpora as an index of the search node. */
public final class SearchCorpusCatalog implements CorpusCatalog {
    private static final int MAX_CORPORA = 10_000;
    private static final int CONFLICT = 409;

    private final SearchNode node;
    private final int dimensions;
    private final IndexShape shape;

    /**
     * @param dimensions numbers in a passage's vector
     * @param shape of new corpora
     */
    public SearchCorpusCatalog(SearchNode node, int dimensions, IndexShape shape) {
        this.node = node;
        this.dimensions = dimensions;
        this.shape = shape;
        Indexes.ensureRecords(node, Indexes.CORPORA);
    }

    @Override
    public boolean add(Corpus corpus) {
        Optional<Corpus> known = find(corpus.name());
        if (known.isPresent() && known.get().isGone()) return false;
        // what documents are kept in comes first, so that a corpus in the catalogue always has it
        Indexes.ensureDocuments(node, corpus.name(), shape);
        Indexes.ensureFiles(node, corpus.name());
        Indexes.ensurePassages(node, corpus.name(), dimensions, shape);
        try {
            node.ask(
                    "corpus " + corpus.name(),
                    client -> client.create(create -> create.index(Indexes.CORPORA)
                            .id(corpus.name())
                            .document(corpus)
                            .refresh(Refresh.True)));
            return true;
        } catch (SearchRefusedException e) {
            if (e.status() == CONFLICT) return false;
            throw e;
        }
    }

    @Override
    public Optional<Corpus> find(String name) {
        return Optional.ofNullable(node.ask("corpus " + name, client -> client.get(
                        get -> get.index(Indexes.CORPORA).id(name), Corpus.class)
                .source()));
    }

    @Override
    public List<Corpus> all() {
        SearchResponse<Corpus> answer = node.ask(
                "the corpora",
                client -> client.search(search -> search.index(Indexes.CORPORA).size(MAX_CORPORA), Corpus.class));
        return answer.hits().hits().stream()
                .map(hit -> Objects.requireNonNull(hit.source()))
                .sorted(Comparator.comparing(Corpus::name))
                .toList();
    }

    @Override
    public void update(Corpus corpus) {
        node.ask(
                "corpus " + corpus.name(),
                client -> client.index(write -> write.index(Indexes.CORPORA)
                        .id(corpus.name())
                        .document(corpus)
                        .refresh(Refresh.True)));
    }
}
