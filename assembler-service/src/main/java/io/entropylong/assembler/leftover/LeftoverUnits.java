package io.entropylong.assembler.leftover;

import io.entropylong.assembler.dataset.DatasetJson;
import io.entropylong.assembler.dataset.LeftoverLine;
import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.offline.OfflineRun;
import io.entropylong.assembler.offline.StoredRun;
import io.entropylong.assembler.offline.StoredRun.StoredRoot;
import io.entropylong.assembler.pack.Packer;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The units that filled no sample of their runs, to be packed together: a run of its own, whose roots are these units' in the
 * order of the datasets. Its settings are the first dataset's, without an end.
 */
public final class LeftoverUnits {
    /** Settings that may differ: they choose roots and say how a dataset is written, but not what a unit is. */
    private static final Set<String> FREE = Set.of(
            "seed",
            "max_roots",
            "root_share",
            "root_filter",
            "max_samples",
            "roots_in_flight",
            "formats",
            "mds_profile",
            "compression",
            "shard_bytes",
            "loss_mask");

    private final StoredRun first;
    private final Set<String> corpora = new LinkedHashSet<>();
    private final List<Left> units = new ArrayList<>();
    private final Map<String, Path> places = new HashMap<>();
    private @Nullable Vocabulary vocabulary;
    private long documents;
    private long passages;

    private record Left(StoredRoot root, LeftoverLine line) {}

    private LeftoverUnits(StoredRun first) {
        this.first = first;
    }

    /**
     * @param datasets folders of finished datasets, at least one
     * @throws IOException when one is none, or a file of it cannot be read; the message names file and line
     * @throws IllegalArgumentException when their units cannot stand in one dataset: other models or settings, or a unit twice
     */
    public static LeftoverUnits of(List<Path> datasets) throws IOException {
        LeftoverUnits units = new LeftoverUnits(StoredRun.read(datasets.getFirst()));
        for (Path dataset : datasets) units.add(StoredRun.read(dataset), dataset);
        return units;
    }

    private void add(StoredRun run, Path dataset) throws IOException {
        requireSame(run, dataset);
        if (corpora.add(run.corpus())) {
            documents += run.plan().documents();
            passages += run.plan().passages();
        }
        if (vocabulary == null) vocabulary = run.vocabulary();
        Map<String, StoredRoot> roots = new HashMap<>();
        run.roots().forEach(root -> roots.put(root.facts().ref().root(), root));
        try (ProvenanceFile<LeftoverLine> lines = ProvenanceFile.leftovers(dataset)) {
            for (LeftoverLine line = lines.next(); line != null; line = lines.next()) {
                StoredRoot root = roots.get(line.root());
                if (root == null) throw new IOException(dataset + ": roots.jsonl lacks root " + line.root());
                Path before = places.putIfAbsent(line.root(), dataset);
                if (before != null) {
                    throw new IllegalArgumentException(
                            line.root() + " is left over twice: in " + before + " and in " + dataset);
                }
                units.add(new Left(root, line));
            }
        }
    }

    private void requireSame(StoredRun run, Path dataset) {
        ModelIdentity model = first.model();
        if (!model.equals(run.model())) {
            throw new IllegalArgumentException(dataset + " was made with model "
                    + run.model().name() + ", " + run.model().sha256() + ", the first dataset with " + model.name()
                    + ", " + model.sha256());
        }
        ObjectNode expected = DatasetJson.MAPPER.valueToTree(first.settings());
        ObjectNode settings = DatasetJson.MAPPER.valueToTree(run.settings());
        Set<String> names = new LinkedHashSet<>(expected.propertyNames());
        names.addAll(settings.propertyNames());
        names.removeAll(FREE);
        for (String name : names) {
            if (!Objects.equals(expected.get(name), settings.get(name))) {
                throw new IllegalArgumentException(dataset + " was made with " + name + " " + settings.get(name)
                        + ", the first dataset with " + expected.get(name));
            }
        }
    }

    /** How many. */
    public int count() {
        return units.size();
    }

    /** Tokens of all of them. */
    public long tokens() {
        return units.stream().mapToLong(unit -> unit.line().tokens()).sum();
    }

    /** Of a sample. */
    public int sampleTokens() {
        return first.settings().sampleTokens();
    }

    /** Whether there are tokens enough; whether their lengths fit is only known once they are packed. */
    public boolean mayFillASample() {
        return tokens() >= Packer.leastFilled(first.settings());
    }

    /**
     * Packs and writes them; what fills no sample is left over again.
     *
     * @param folder where to; new, or an interrupted writing of the same
     * @throws io.entropylong.assembler.dataset.FolderTakenException when the folder holds another dataset
     */
    public void write(Path folder) throws IOException {
        RunSettings settings = first.settings().upTo(Math.max(1, count()));
        List<String> roots = units.stream().map(unit -> unit.line().root()).toList();
        String name = "leftovers-" + OfflineRun.fingerprint(Map.of("roots", roots));
        RunRecorded run =
                new RunRecorded(name, String.join("+", corpora), settings, ".", RunRecorded.State.RUNNING, null);
        RunPlanned plan = new RunPlanned(name, count(), documents, passages, null);
        List<RootConcluded> concluded = new ArrayList<>();
        for (Left left : units) concluded.add(unit(left, name, concluded.size(), settings));
        new OfflineRun(run, plan, vocabulary).write(concluded.stream(), folder);
    }

    private static RootConcluded unit(Left left, String run, int ordinal, RunSettings settings) {
        LeftoverLine line = left.line();
        return new RootConcluded.Unit(
                left.root().in(run, ordinal, settings),
                line.rootTokens(),
                line.contexts(),
                line.dependencies(),
                left.root().measured(line.controls()),
                line.rejected(),
                line.cost());
    }
}
