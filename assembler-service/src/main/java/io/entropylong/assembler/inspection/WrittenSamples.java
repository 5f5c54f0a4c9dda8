package io.entropylong.assembler.inspection;

import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.VocabularyFile;
import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The samples that a dataset folder has committed; the folder may still be growing. */
public final class WrittenSamples {
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
        try (ProvenanceFile<SampleLine> file = ProvenanceFile.samples(folder)) {
            return file.lines("")
                    .filter(sample -> sample.index() >= from)
                    .limit(limit)
                    .map(sample -> new SampleSummary(
                            sample.sample(),
                            sample.index(),
                            sample.tokens(),
                            sample.units().size(),
                            sample.sha256()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null when no such sample is committed. */
    public @Nullable SampleMap find(String id) {
        try (ProvenanceFile<SampleLine> samples = ProvenanceFile.samples(folder);
                ProvenanceFile<DependencyLine> dependencies = ProvenanceFile.dependencies(folder)) {
            return samples.lines(id)
                    .filter(line -> line.sample().equals(id))
                    .findFirst()
                    .map(sample -> SampleMap.of(sample, dependencies.lines(id).filter(line -> line.sample()
                            .equals(id))))
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
}
