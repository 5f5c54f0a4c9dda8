package io.entropylong.assembler.inspection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of JSON lines in a dataset's provenance, which may still be growing.
 *
 * @param path of the file; one that is not there yet has no lines
 * @param type of each line
 */
record ProvenanceFile<T>(Path path, Class<T> type) {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    static <T> ProvenanceFile<T> of(Path dataset, String name, Class<T> type) {
        return new ProvenanceFile<>(dataset.resolve("provenance").resolve(name), type);
    }

    /** All lines; the caller closes them. */
    Stream<T> lines() {
        return lines("");
    }

    /**
     * The lines that hold a text somewhere; the caller closes them.
     *
     * @param text spares reading the JSON of most other lines
     */
    @SuppressWarnings("StreamResourceLeak")
    Stream<T> lines(String text) {
        try {
            return Files.lines(path, StandardCharsets.UTF_8)
                    .filter(line -> !line.isBlank() && line.contains(text))
                    .map(this::read);
        } catch (NoSuchFileException nothingCommitted) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private T read(String line) {
        try {
            return MAPPER.readValue(line, type);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    path + " holds a line that is no " + type.getSimpleName() + ": " + e.getOriginalMessage()
                            + "; is the folder damaged?",
                    e);
        }
    }
}
