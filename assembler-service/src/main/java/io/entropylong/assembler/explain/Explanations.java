package io.entropylong.assembler.explain;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.ContextLine;
import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.RootLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The dependencies of a sample, by their place in it and then by gain, best first. */
public final class Explanations {
    private final Manifest manifest;
    private final SampleLine sample;
    private final int[] ids;
    private final List<DependencyLine> dependencies;
    private final Map<String, RootLine> roots = new HashMap<>();
    private final Map<String, RootPairs> pairs = new HashMap<>();

    private Explanations(Manifest manifest, SampleLine sample, int[] ids, List<DependencyLine> dependencies) {
        this.manifest = manifest;
        this.sample = sample;
        this.ids = ids;
        this.dependencies = dependencies;
    }

    /**
     * @param dataset a finished dataset's folder
     * @param sample one of its samples
     * @param ids the sample's tokens
     * @throws IOException when a file cannot be read; the message names file and line
     */
    public static Explanations open(Path dataset, SampleLine sample, int[] ids) throws IOException {
        List<DependencyLine> found = new ArrayList<>();
        try (ProvenanceFile<DependencyLine> file = ProvenanceFile.dependencies(dataset)) {
            for (DependencyLine line = file.next(); line != null; line = file.next()) {
                if (line.sample().equals(sample.sample())) found.add(line);
            }
        }
        found.sort(Comparator.comparingInt(DependencyLine::offset)
                .thenComparing(Comparator.comparingDouble(DependencyLine::gain).reversed()));
        Explanations explanations = new Explanations(Manifest.read(dataset), sample, ids.clone(), List.copyOf(found));
        explanations.readRoots(dataset);
        return explanations;
    }

    private void readRoots(Path dataset) throws IOException {
        Set<String> wanted = sample.units().stream().map(UnitLine::root).collect(Collectors.toSet());
        try (ProvenanceFile<RootLine> file = ProvenanceFile.roots(dataset)) {
            for (RootLine line = file.next(); line != null; line = file.next()) {
                if (wanted.contains(line.root())) roots.put(line.root(), line);
            }
        }
        try (ProvenanceFile<RootPairs> file = ProvenanceFile.pairs(dataset)) {
            for (RootPairs line = file.next(); line != null; line = file.next()) {
                if (wanted.contains(line.root())) pairs.put(line.root(), line);
            }
        }
    }

    /** How many there are. */
    public int size() {
        return dependencies.size();
    }

    /**
     * @param number from 0
     * @throws IndexOutOfBoundsException when there is none of that number
     * @throws IllegalStateException when the provenance does not join; {@code verify} tells where
     */
    public Explanation explain(int number, TokenTexts texts) {
        DependencyLine found = dependencies.get(number);
        UnitLine unit = unit(found);
        ContextLine context = context(unit, found.passage());
        RootLine root = roots.get(found.root());
        if (root == null) throw new IllegalStateException("roots.jsonl lacks " + found.root());
        int[] rootIds = Arrays.copyOfRange(ids, unit.rootStart(), unit.rootEnd());
        int[] passageIds = Arrays.copyOfRange(ids, context.start(), context.end());
        SharedSpan shared = SharedSpan.around(rootIds, found.position(), passageIds);
        return new Explanation(
                found.sample(),
                number,
                dependencies.size(),
                found.root(),
                found.position(),
                found.offset(),
                rootIds[found.position()],
                Excerpts.sentence(rootIds, found.position(), texts),
                new Explanation.Threshold(root.tau(), root.mu(), root.sigma()),
                found.entropy(),
                found.entropyWithContext(),
                found.gain(),
                found.surprisal(),
                found.surprisalWithContext(),
                found.controlGain(),
                new Explanation.Passage(
                        found.passage(),
                        context.start(),
                        context.end(),
                        shared,
                        Excerpts.marked(
                                passageIds,
                                shared == null ? passageIds.length : shared.inPassage(),
                                shared == null ? passageIds.length : shared.inPassage() + shared.tokens(),
                                texts)),
                new Explanation.Retrieval(found.arm(), found.rank(), found.similarity()),
                verdicts(found.toDependency()),
                cost(found, passageIds.length),
                others(found, unit));
    }

    private UnitLine unit(DependencyLine found) {
        return sample.units().stream()
                .filter(unit -> unit.root().equals(found.root()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(found.sample() + " has no unit of " + found.root()));
    }

    private static ContextLine context(UnitLine unit, String passage) {
        return unit.contexts().stream()
                .filter(context -> context.passage().equals(passage))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(unit.root() + " has no context " + passage));
    }

    private Map<String, String> verdicts(Dependency dependency) {
        Criterion own = manifest.settings().criterion();
        Map<String, String> verdicts = new LinkedHashMap<>();
        verdicts.put("run", name(own.judge(dependency)));
        verdicts.put("paper", name(Criterion.paper(own.epsilon()).judge(dependency)));
        verdicts.put("controlled", name(Criterion.controlled(own.epsilon()).judge(dependency)));
        return verdicts;
    }

    private static String name(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Explanation.Cost cost(DependencyLine found, int passageTokens) {
        Manifest.Tokens marks = manifest.tokens();
        if (marks == null) throw new IllegalStateException("the manifest has no start, separator and end ids");
        Criterion paper = Criterion.paper(manifest.settings().criterion().epsilon());
        List<Dependency> scored = scored(found.root()).stream()
                .filter(passage -> passage.passage().passage().equals(found.passage()))
                .flatMap(passage -> passage.pairs().stream())
                .toList();
        int last = scored.stream().mapToInt(Dependency::position).max().orElse(found.position());
        long accepted = scored.stream()
                .filter(pair -> paper.judge(pair) == Verdict.ACCEPTED)
                .count();
        // the pass ends with the token before the last position, whose row predicts it
        int tokens = marks.start().size() + passageTokens + marks.separator().size() + last;
        return new Explanation.Cost(tokens, scored.size(), (int) accepted);
    }

    private List<Explanation.Other> others(DependencyLine found, UnitLine unit) {
        Set<String> inUnit = unit.contexts().stream().map(ContextLine::passage).collect(Collectors.toSet());
        List<Explanation.Other> others = new ArrayList<>();
        for (RootPairs.Scored scored : scored(found.root())) {
            String passage = scored.passage().passage();
            if (passage.equals(found.passage())) continue;
            for (Dependency pair : scored.pairs()) {
                if (pair.position() != found.position()) continue;
                others.add(new Explanation.Other(
                        passage,
                        pair.gain(),
                        pair.retrieval().arm().name().toLowerCase(Locale.ROOT),
                        pair.retrieval().rank(),
                        inUnit.contains(passage)));
            }
        }
        others.sort(Comparator.comparingDouble(Explanation.Other::gain).reversed());
        return others;
    }

    private List<RootPairs.Scored> scored(String root) {
        RootPairs known = pairs.get(root);
        return known == null ? List.of() : known.scored();
    }
}
