package io.entropylong.assembler.sweep;

import io.entropylong.assembler.offline.OfflineRun;
import io.entropylong.assembler.offline.StoredRun;
import io.entropylong.assembler.rebuild.CorpusTokens;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.RunSettings.ContextOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes a point of a sweep as a dataset, with the packer and the writer of a run. At the run's own point it is the run's
 * dataset, byte for byte; at any other the run's name gets the point's fingerprint as a suffix.
 */
public final class SweptDataset {
    private final StoredRun stored;
    private final CorpusTokens tokens;

    /**
     * @param stored the run
     * @param tokens of all its roots, passages and control passages
     */
    public SweptDataset(StoredRun stored, CorpusTokens tokens) {
        this.stored = stored;
        this.tokens = tokens;
    }

    /** The documents that the run's texts come from. */
    public static Set<String> documents(StoredRun run) {
        Set<String> documents = new HashSet<>();
        for (StoredRun.StoredRoot root : run.roots()) {
            documents.add(root.facts().ref().document());
            root.pairs().candidates().forEach(passage -> documents.add(passage.document()));
            root.pairs().controls().forEach(control -> documents.add(control.document()));
        }
        return documents;
    }

    /**
     * @param order of a unit's contexts
     * @param folder where to; new, or an interrupted writing of the same
     * @throws IllegalArgumentException when the corpus is not the run's, or no unit can have these sizes
     * @throws io.entropylong.assembler.dataset.FolderTakenException when the folder holds another dataset
     */
    public void write(SweepPoint point, ContextOrder order, Path folder) throws IOException {
        RunSettings settings = stored.settings().judgedBy(point.criterion(), point.unitTokens(), order);
        String name = name(settings);
        RunRecorded run = new RunRecorded(name, stored.corpus(), settings, ".", RunRecorded.State.RUNNING, null);
        RunPlanned plan = new RunPlanned(
                name,
                stored.roots().size(),
                stored.plan().documents(),
                stored.plan().passages(),
                null);
        SweptRoots roots = new SweptRoots(stored, point, name, settings, tokens);
        new OfflineRun(run, plan, stored.vocabulary())
                .write(stored.roots().stream().map(roots::conclude), folder);
    }

    private String name(RunSettings settings) {
        return settings.equals(stored.settings())
                ? stored.name()
                : stored.name() + "." + OfflineRun.fingerprint(settings);
    }
}
