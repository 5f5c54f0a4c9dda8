package io.entropylong.assembler.statistics;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.ContextLine;
import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.RootLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.common.message.Dependency;
import io.entropylong.formats.DamagedDatasetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts a dataset's figures in one pass over its provenance, a line at a time; what it keeps of a root that gave a unit is one
 * number. One use; not thread-safe.
 */
public final class DatasetStatistics {
    private final Manifest manifest;
    private final PairCounts pairs;
    private final DependencyCounts dependencies;
    private final Map<String, Integer> positionsOfRoot = new HashMap<>();
    private final Observations positions = Observations.ofTokens();
    private final Observations solved = Observations.ofRatios();
    private final Observations gains = Observations.ofRatios();
    private final Observations controls = Observations.ofRatios();
    private final Observations aboveControl = Observations.ofRatios();
    private final Observations distances = Observations.ofTokens();
    private final Observations contextTokens = Observations.ofTokens();
    private final Observations rootTokens = Observations.ofTokens();
    private final Observations unitTokens = Observations.ofTokens();
    private final Observations contextsPerUnit = Observations.ofTokens();
    private long roots;
    private long samples;
    private long units;
    private long emitted;
    private long inContexts;
    private long inRoots;
    private long inUnits;
    private long filler;

    private DatasetStatistics(Manifest manifest) {
        this.manifest = manifest;
        this.pairs = new PairCounts(manifest.settings().criterion());
        this.dependencies = new DependencyCounts(manifest.settings().criterion().epsilon());
    }

    /**
     * @param dataset a finished dataset's folder
     * @throws IOException when a file of it is missing or cannot be read; the message names file and line
     */
    public static Statistics of(Path dataset) throws IOException {
        return of(dataset, Manifest.read(dataset));
    }

    /**
     * @param dataset whose provenance is whole
     * @param manifest what its manifest.json says, or will say
     */
    public static Statistics of(Path dataset, Manifest manifest) throws IOException {
        DatasetStatistics counted = new DatasetStatistics(manifest);
        counted.roots(dataset);
        counted.pairs(dataset);
        counted.samples(dataset);
        return counted.result();
    }

    private void roots(Path dataset) throws IOException {
        try (ProvenanceFile<RootLine> file = ProvenanceFile.roots(dataset)) {
            for (RootLine root = file.next(); root != null; root = file.next()) {
                roots++;
                positions.add(root.positions());
                if (root.reason() == null) positionsOfRoot.put(root.root(), root.positions());
            }
        }
    }

    private void pairs(Path dataset) throws IOException {
        try (ProvenanceFile<RootPairs> file = ProvenanceFile.pairs(dataset)) {
            for (RootPairs root = file.next(); root != null; root = file.next()) pairs.add(root);
        }
    }

    private void samples(Path dataset) throws IOException {
        try (ProvenanceFile<SampleLine> file = ProvenanceFile.samples(dataset);
                ProvenanceFile<DependencyLine> found = ProvenanceFile.dependencies(dataset)) {
            for (SampleLine sample = file.next(); sample != null; sample = file.next()) {
                add(sample);
                Map<String, Map<String, Integer>> ends = contextEnds(sample);
                Map<String, Set<Integer>> solvedPositions = new HashMap<>();
                for (DependencyLine next = found.peek();
                        next != null && next.sample().equals(sample.sample());
                        next = found.peek()) {
                    found.next();
                    add(next, ends);
                    solvedPositions
                            .computeIfAbsent(next.root(), root -> new HashSet<>())
                            .add(next.position());
                }
                solvedPositions.forEach((root, solvedOnes) -> {
                    int all = positionsOfRoot.getOrDefault(root, 0);
                    if (all > 0) solved.add(solvedOnes.size() / (double) all);
                });
            }
            DependencyLine stray = found.peek();
            if (stray != null) {
                throw new DamagedDatasetException(
                        dataset.resolve("provenance/dependencies.jsonl"),
                        stray.sample(),
                        "a dependency of it is out of the order of samples.jsonl");
            }
        }
    }

    private void add(SampleLine sample) {
        samples++;
        emitted += sample.tokens();
        List<Integer> fill = sample.filler();
        if (fill != null) filler += fill.getLast() - fill.getFirst();
        for (UnitLine unit : sample.units()) {
            units++;
            unitTokens.add(unit.end() - unit.start());
            inUnits += unit.end() - unit.start();
            rootTokens.add(unit.rootEnd() - unit.rootStart());
            inRoots += unit.rootEnd() - unit.rootStart();
            contextsPerUnit.add(unit.contexts().size());
            for (ContextLine context : unit.contexts()) {
                contextTokens.add(context.end() - context.start());
                inContexts += context.end() - context.start();
            }
        }
    }

    /** By root and passage, the index behind the passage's last token. */
    private static Map<String, Map<String, Integer>> contextEnds(SampleLine sample) {
        Map<String, Map<String, Integer>> ends = new HashMap<>();
        for (UnitLine unit : sample.units()) {
            Map<String, Integer> ofUnit = ends.computeIfAbsent(unit.root(), root -> new HashMap<>());
            for (ContextLine context : unit.contexts()) ofUnit.put(context.passage(), context.end());
        }
        return ends;
    }

    private void add(DependencyLine line, Map<String, Map<String, Integer>> ends) throws IOException {
        Integer end = ends.getOrDefault(line.root(), Map.of()).get(line.passage());
        if (end == null) {
            throw new DamagedDatasetException(
                    Path.of("dependencies.jsonl"),
                    line.sample(),
                    "has no context " + line.passage() + " of root " + line.root());
        }
        Dependency dependency = line.toDependency();
        dependencies.add(dependency);
        gains.add(dependency.gain());
        distances.add(line.offset() - (end - 1.0));
        Double control = dependency.controlGain();
        if (control == null) return;
        controls.add(control);
        aboveControl.add(dependency.gain() - control);
    }

    private Statistics result() {
        Manifest.Cost cost = manifest.cost();
        return new Statistics(
                manifest.run(),
                roots,
                samples,
                units,
                positions.doubling(1),
                solved.tenths(),
                new Statistics.Gains(pairs.gains(), gains.tenths(), controls.tenths(), aboveControl.tenths()),
                pairs.acceptance(),
                pairs.ranks(),
                new Statistics.Dependencies(
                        dependencies.total(),
                        dependencies.coldStarts(),
                        dependencies.byControl(),
                        dependencies.likelier(),
                        dependencies.withoutControl()),
                distances.doubling(64),
                contextTokens.doubling(64),
                rootTokens.doubling(64),
                unitTokens.doubling(64),
                contextsPerUnit.doubling(1),
                new Statistics.Tokens(
                        emitted,
                        inContexts,
                        inRoots,
                        inUnits - inContexts - inRoots,
                        filler,
                        emitted == 0 ? null : filler / (double) emitted,
                        manifest.counts().leftoverTokens()),
                new Statistics.Cost(
                        cost.forwardTokens(),
                        cost.byStage().baseline(),
                        cost.byStage().verification(),
                        cost.byStage().control(),
                        cost.byStage().screening(),
                        cost.forwardTokensPerDependency(),
                        cost.forwardTokensPerEmittedToken(),
                        cost.naiveTokens(),
                        cost.truncatedTokens()));
    }
}
