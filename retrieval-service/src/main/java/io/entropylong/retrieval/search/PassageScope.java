package io.entropylong.retrieval.search;

import io.entropylong.common.message.MetadataFilter;
import java.util.List;
import java.util.Set;
import org.opensearch.client.opensearch._types.query_dsl.BoolQuery;

/**
 * Which passages a search looks at.
 *
 * @param corpus theirs
 * @param except documents whose passages are not given: the root's own and its copies
 * @param filter whose passages are given
 */
public record PassageScope(String corpus, Set<String> except, MetadataFilter filter) {
    public PassageScope {
        except = Set.copyOf(except);
    }

    /** All passages of a corpus but those of some documents. */
    public static PassageScope allBut(String corpus, Set<String> except) {
        return new PassageScope(corpus, except, MetadataFilter.ALL);
    }

    /** A query that takes them, to which clauses can be added. */
    BoolQuery.Builder query() {
        return new BoolQuery.Builder()
                .mustNot(DocumentStore.terms("document", List.copyOf(except)))
                .filter(Labels.matching(filter));
    }
}
