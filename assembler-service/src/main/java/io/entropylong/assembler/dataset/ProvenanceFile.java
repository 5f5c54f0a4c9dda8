package io.entropylong.assembler.dataset;

import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.RootLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A provenance file that is read line by line, and may still be growing; one that is not there has no lines. Not thread-safe;
 * whoever opens it closes it.
 *
 * @param <T> what a line holds
 */
public final class ProvenanceFile<T> implements Closeable {
    private final Path file;
    private final Class<T> type;
    private final BufferedReader reader;
    private int line;
    private @Nullable T peeked;

    private ProvenanceFile(Path dataset, String name, Class<T> type) throws IOException {
        this.file = new DatasetFolder(dataset).provenance().resolve(name);
        this.type = type;
        // a file that nothing was ever written to is not there
        this.reader = Files.exists(file)
                ? Files.newBufferedReader(file, StandardCharsets.UTF_8)
                : new BufferedReader(Reader.nullReader());
    }

    /** By index. */
    public static ProvenanceFile<SampleLine> samples(Path dataset) throws IOException {
        return new ProvenanceFile<>(dataset, "samples.jsonl", SampleLine.class);
    }

    /**
     * @param sample its name, or its index
     * @return empty when the dataset has no such sample
     */
    public static Optional<SampleLine> sample(Path dataset, String sample) throws IOException {
        try (ProvenanceFile<SampleLine> file = samples(dataset)) {
            for (SampleLine line = file.next(); line != null; line = file.next()) {
                if (line.sample().equals(sample) || sample.equals(Integer.toString(line.index()))) {
                    return Optional.of(line);
                }
            }
            return Optional.empty();
        }
    }

    /** In the order of the samples. */
    public static ProvenanceFile<DependencyLine> dependencies(Path dataset) throws IOException {
        return new ProvenanceFile<>(dataset, "dependencies.jsonl", DependencyLine.class);
    }

    /** By ordinal. */
    public static ProvenanceFile<RootLine> roots(Path dataset) throws IOException {
        return new ProvenanceFile<>(dataset, "roots.jsonl", RootLine.class);
    }

    /** By ordinal of the roots. */
    public static ProvenanceFile<RootPairs> pairs(Path dataset) throws IOException {
        return new ProvenanceFile<>(dataset, RootPairs.FILE, RootPairs.class);
    }

    /** By ordinal of the roots. */
    public static ProvenanceFile<LeftoverLine> leftovers(Path dataset) throws IOException {
        return new ProvenanceFile<>(dataset, LeftoverLine.FILE, LeftoverLine.class);
    }

    /**
     * The next line, which stays the next one; null at the end.
     *
     * @throws IOException when it cannot be read; the message names file and line
     */
    public @Nullable T peek() throws IOException {
        if (peeked == null) peeked = read();
        return peeked;
    }

    /** As {@link #peek}, and goes on behind it. */
    public @Nullable T next() throws IOException {
        T next = peek();
        peeked = null;
        return next;
    }

    /**
     * The lines behind those that were read; whoever asks closes them, and with them the file. Reading them throws an
     * {@link UncheckedIOException} where {@link #next} throws its cause.
     *
     * @param text that they hold somewhere: spares reading the JSON of most others
     */
    public Stream<T> lines(String text) {
        return Stream.generate(() -> nextWith(text))
                .takeWhile(Optional::isPresent)
                .map(Optional::get)
                .onClose(this::closeUnchecked);
    }

    private Optional<T> nextWith(String text) {
        try {
            String found = readLine();
            while (found != null && !found.contains(text)) found = readLine();
            return found == null ? Optional.empty() : Optional.of(parse(found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeUnchecked() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable T read() throws IOException {
        String text = readLine();
        return text == null ? null : parse(text);
    }

    private @Nullable String readLine() throws IOException {
        line++;
        try {
            return reader.readLine();
        } catch (CharacterCodingException e) {
            throw new IOException(file + ", line " + line + ": it is no UTF-8 text", e);
        }
    }

    private T parse(String text) throws IOException {
        try {
            return DatasetJson.MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new IOException(file + ", line " + line + ": " + DatasetJson.problem(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
