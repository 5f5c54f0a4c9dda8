package io.entropylong.assembler.inspection;

import io.entropylong.assembler.dataset.VocabularyFile;
import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The samples that a dataset folder has committed; the folder may still be growing. */
public final class WrittenSamples {
    private final Path folder;
    private final ProvenanceFile<SampleLine> samples;
    private final ProvenanceFile<DependencyLine> dependencies;

    /**
     * @param folder with {@code mds} and {@code provenance}
     */
    public WrittenSamples(Path folder) {
        this.folder = Objects.requireNonNull(folder, "folder");
        samples = ProvenanceFile.of(folder, "samples.jsonl", SampleLine.class);
        dependencies = ProvenanceFile.of(folder, "dependencies.jsonl", DependencyLine.class);
    }

    /**
     * Some samples, in their order.
     *
     * @param from index of the first
     * @param limit most samples that are given
     */
    public List<SampleSummary> list(int from, int limit) {
        try (Stream<SampleLine> lines = samples.lines()) {
            return lines.filter(sample -> sample.index() >= from)
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
        try (Stream<SampleLine> lines = samples.lines(id)) {
            sample = lines.filter(line -> line.sample().equals(id)).findFirst().orElse(null);
        }
        if (sample == null) return null;
        try (Stream<DependencyLine> lines = dependencies.lines(id)) {
            List<SampleMap.Dependency> found = lines.filter(
                            line -> line.sample().equals(id))
                    .map(DependencyLine::toDependency)
                    .sorted(Comparator.comparingInt(SampleMap.Dependency::offset)
                            .thenComparing(Comparator.comparingDouble(SampleMap.Dependency::gain)
                                    .reversed()))
                    .toList();
            return new SampleMap(
                    id, sample.index(), sample.tokens(), sample.sha256(), sample.units(), sample.filler(), found);
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

    /**
     * A sample as text; null when no shard holds it, or when nobody told what its token ids stand for.
     *
     * @throws IllegalStateException when the vocabulary lacks one of its ids
     */
    public @Nullable SampleText text(String id) {
        try {
            byte[][] pieces = new VocabularyFile(folder).read().orElse(null);
            int[] ids = pieces == null ? null : tokens(id);
            return pieces == null || ids == null ? null : SampleText.of(ids, pieces);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the vocabulary of " + folder, e);
        }
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
