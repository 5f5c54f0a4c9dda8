package io.entropylong.assembler.inspection;

import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The samples that a dataset folder has committed; the folder may still be growing. */
public final class WrittenSamples {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Path folder;

    /**
     * @param folder with {@code mds} and {@code provenance}
     */
    public WrittenSamples(Path folder) {
        this.folder = Objects.requireNonNull(folder, "folder");
    }

    /**
     * Some samples, in their order.
     *
     * @param from index of the first
     * @param limit most samples that are given
     */
    public List<SampleSummary> list(int from, int limit) {
        try (Stream<String> lines = lines("samples")) {
            return lines.map(line -> read("samples", line, SampleLine.class))
                    .filter(sample -> sample.index() >= from)
                    .limit(limit)
                    .map(sample -> new SampleSummary(
                            sample.sample(),
                            sample.index(),
                            sample.tokens(),
                            sample.units().size(),
                            sample.sha256()))
                    .toList();
        }
    }

    /** Null when no such sample is committed. */
    public @Nullable SampleMap find(String id) {
        SampleLine sample;
        try (Stream<String> lines = lines("samples")) {
            sample = lines.filter(line -> line.contains(id))
                    .map(line -> read("samples", line, SampleLine.class))
                    .filter(line -> line.sample().equals(id))
                    .findFirst()
                    .orElse(null);
        }
        if (sample == null) return null;
        try (Stream<String> lines = lines("dependencies")) {
            List<SampleMap.Dependency> dependencies = lines.filter(line -> line.contains(id))
                    .map(line -> read("dependencies", line, DependencyLine.class))
                    .filter(line -> line.sample().equals(id))
                    .map(DependencyLine::toDependency)
                    .sorted(Comparator.comparingInt(SampleMap.Dependency::offset)
                            .thenComparing(Comparator.comparingDouble(SampleMap.Dependency::gain)
                                    .reversed()))
                    .toList();
            return new SampleMap(
                    id,
                    sample.index(),
                    sample.tokens(),
                    sample.sha256(),
                    sample.units(),
                    sample.filler(),
                    dependencies);
        }
    }

    /** The token ids of a sample; null when no shard holds it. */
    public int @Nullable [] tokens(String id) {
        Path shards = folder.resolve("mds");
        if (Files.notExists(shards.resolve("index.json"))) return null;
        AtomicReference<int[]> found = new AtomicReference<>();
        try {
            MdsSamples.open(shards).forEach(sample -> {
                if (sample.id().equals(id)) found.set(sample.inputIds());
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + shards, e);
        }
        return found.get();
    }

    @SuppressWarnings("StreamResourceLeak") // whoever asks closes it
    private Stream<String> lines(String name) {
        Path file = file(name);
        try {
            return Files.lines(file, StandardCharsets.UTF_8).filter(line -> !line.isBlank());
        } catch (NoSuchFileException nothingCommitted) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private <T> T read(String name, String line, Class<T> type) {
        try {
            return MAPPER.readValue(line, type);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    file(name) + " holds a line that is no " + type.getSimpleName() + ": " + e.getOriginalMessage()
                            + "; is the folder damaged?",
                    e);
        }
    }

    private Path file(String name) {
        return folder.resolve("provenance").resolve(name + ".jsonl");
    }

    private record SampleLine(
            String sample,
            int index,
            int tokens,
            String sha256,
            List<SampleMap.Unit> units,
            @Nullable List<Integer> filler) {}

    private record DependencyLine(
            String sample,
            String root,
            String passage,
            int position,
            int offset,
            double entropy,
            double entropyWithContext,
            double gain,
            double surprisal,
            double surprisalWithContext,
            @Nullable Double controlGain,
            int copiedTokens,
            String arm,
            double similarity,
            int rank) {
        SampleMap.Dependency toDependency() {
            return new SampleMap.Dependency(
                    root,
                    passage,
                    position,
                    offset,
                    entropy,
                    entropyWithContext,
                    gain,
                    surprisal,
                    surprisalWithContext,
                    controlGain,
                    copiedTokens,
                    arm,
                    similarity,
                    rank);
        }
    }
}
