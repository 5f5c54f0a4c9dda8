package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which documents count, by their metadata: those that have, for each name, one of its values.
 *
 * @param anyOf values by name, in the order of the names; empty when all documents count
 */
public record MetadataFilter(@JsonValue Map<String, List<String>> anyOf) {
    /** All documents count. */
    public static final MetadataFilter ALL = new MetadataFilter(Map.of());

    /**
     * @throws IllegalArgumentException when a name is blank or has no value: no document would count
     */
    @JsonCreator
    public MetadataFilter {
        TreeMap<String, List<String>> sorted = new TreeMap<>();
        anyOf.forEach((name, values) -> {
            if (name.isBlank()) throw new IllegalArgumentException("a filter's name is blank");
            if (values.isEmpty()) throw new IllegalArgumentException("the filter " + name + " has no value");
            sorted.put(name, values.stream().distinct().sorted().toList());
        });
        anyOf = Collections.unmodifiableMap(sorted);
    }

    public boolean takes(Map<String, String> metadata) {
        return anyOf.entrySet().stream().allMatch(wanted -> wanted.getValue().contains(metadata.get(wanted.getKey())));
    }

    /** For messages that were written before there were filters. */
    static MetadataFilter orAll(@Nullable MetadataFilter filter) {
        return filter == null ? ALL : filter;
    }
}
