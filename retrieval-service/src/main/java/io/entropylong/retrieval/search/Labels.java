package io.entropylong.retrieval.search;

import io.entropylong.common.message.MetadataFilter;
import java.util.List;
import java.util.Map;
import org.opensearch.client.opensearch._types.query_dsl.Query;

/** Metadata as the indexes hold it for filters: one keyword for each pair. */
final class Labels {
    static final String FIELD = "labels";

    /** A pair that takes more is kept, but no filter finds it. */
    static final int MOST_CHARACTERS = 1024;

    /** In no name that anyone would choose. */
    private static final char BETWEEN = '\u001f';

    private Labels() {}

    static List<String> of(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .map(pair -> label(pair.getKey(), pair.getValue()))
                .sorted()
                .toList();
    }

    /** One query for each name of the filter; all of them must match. */
    static List<Query> matching(MetadataFilter filter) {
        return filter.anyOf().entrySet().stream()
                .map(wanted -> DocumentStore.terms(
                        FIELD,
                        wanted.getValue().stream()
                                .map(value -> label(wanted.getKey(), value))
                                .toList()))
                .toList();
    }

    private static String label(String name, String value) {
        return name + BETWEEN + value;
    }
}
