package io.entropylong.assembler.inspection;

import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.RootLine;
import io.entropylong.assembler.dataset.RootPairs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The roots that a dataset folder has logged, and all that was scored for them; the folder may still be growing. */
public final class WrittenRoots {
    private static final List<String> FAILURES = List.of("failed", "timed-out");

    private final Path folder;

    /**
     * @param folder with {@code provenance}
     */
    public WrittenRoots(Path folder) {
        this.folder = folder;
    }

    /**
     * Some roots, in the order of the run.
     *
     * @param from number of the first, from 0
     * @param limit most roots that are given
     */
    public List<RootSummary> list(int from, int limit) {
        try (Stream<RootLine> lines = roots()) {
            return lines.skip(from).limit(limit).map(RootSummary::of).toList();
        }
    }

    /** How many roots ended because something failed or did not come in time, not for what they are. */
    public long failed() {
        try (Stream<RootLine> lines = roots()) {
            return lines.filter(root ->
                            FAILURES.stream().anyMatch(Objects.requireNonNullElse(root.reason(), "")::startsWith))
                    .count();
        }
    }

    /** Every pair of a root that was scored, accepted or not; null when no such root is logged. */
    public @Nullable RootPairs pairs(String root) {
        String name = JsonMapper.shared().writeValueAsString(root);
        try (ProvenanceFile<RootPairs> file = ProvenanceFile.pairs(folder)) {
            return file.lines(name)
                    .filter(line -> line.root().equals(root))
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<RootLine> roots() {
        try {
            return ProvenanceFile.roots(folder).lines("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
