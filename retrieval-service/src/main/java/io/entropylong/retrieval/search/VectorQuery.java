package io.entropylong.retrieval.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.query_dsl.BoolQuery;
import org.opensearch.client.opensearch._types.query_dsl.Query;

/** Queries for the passages nearest to a vector. Both kinds score (1 + cosine) / 2. */
enum VectorQuery {
    /** Compares with every passage: exact, and its cost grows with the corpus. */
    EXACT {
        @Override
        Query of(BoolQuery.Builder filter, float[] vector, int limit) {
            Map<String, JsonData> parameters = Map.of(
                    "field", JsonData.of("vector"),
                    "query_value", JsonData.of(numbers(vector)),
                    "space_type", JsonData.of("cosinesimil"));
            return Query.of(query ->
                    query.scriptScore(scored -> scored.query(filter.build().toQuery())
                            .script(script -> script.inline(inline -> inline.lang(language -> language.custom("knn"))
                                    .source("knn_score")
                                    .params(parameters)))));
        }
    },
    /** Walks the HNSW graph: finds nearly all of the nearest. */
    APPROXIMATE {
        @Override
        Query of(BoolQuery.Builder filter, float[] vector, int limit) {
            return Query.of(query -> query.knn(knn -> knn.field("vector")
                    .vector(numbers(vector))
                    .k(limit)
                    .methodParameters("ef_search", JsonData.of(Math.max(EF_SEARCH, limit)))
                    .filter(filter.build().toQuery())));
        }
    };

    private static final int EF_SEARCH = 256;

    /**
     * @param filter which passages count
     * @param vector of length 1
     * @param limit passages wanted
     */
    abstract Query of(BoolQuery.Builder filter, float[] vector, int limit);

    private static List<Float> numbers(float[] vector) {
        List<Float> numbers = new ArrayList<>(vector.length);
        for (float number : vector) numbers.add(number);
        return numbers;
    }
}
