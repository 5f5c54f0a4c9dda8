package io.entropylong.assembler.dataset;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a dataset folder: keys in snake case, in the order of the record. */
public final class DatasetJson {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private DatasetJson() {}

    /** What is wrong with a file or line, for people: the field that is missing or wrong, where it is one. */
    public static String problem(JacksonException failure) {
        String field = failure.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return failure instanceof MismatchedInputException mismatch && !field.isEmpty()
                ? field + " is missing or no " + mismatch.getTargetType().getSimpleName()
                        + ": was it written by another version?"
                : failure.getOriginalMessage();
    }
}
