package io.entropylong.assembler.dataset;

import io.entropylong.common.message.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The provenance folder. An entry that is already there is not written again; a torn one is cut off when opened. */
final class Provenance {
    private final JsonLines samples;
    private final JsonLines dependencies;
    private final JsonLines controls;
    private final JsonLines pairs;
    private final JsonLines roots;
    private final JsonLines leftovers;

    private Provenance(
            JsonLines samples,
            JsonLines dependencies,
            JsonLines controls,
            JsonLines pairs,
            JsonLines roots,
            JsonLines leftovers) {
        this.samples = samples;
        this.dependencies = dependencies;
        this.controls = controls;
        this.pairs = pairs;
        this.roots = roots;
        this.leftovers = leftovers;
    }

    static Provenance open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Set<String> known = new HashSet<>();
        JsonLines samples = JsonLines.open(
                folder.resolve("samples.jsonl"),
                line -> known.add(line.path("sample").asString()));
        // a sample's line is written last: evidence of any other sample is half a write
        Predicate<JsonNode> ofKnown = line -> known.contains(line.path("sample").asString());
        JsonLines dependencies = JsonLines.open(folder.resolve("dependencies.jsonl"), ofKnown);
        JsonLines controls = JsonLines.open(folder.resolve("controls.jsonl"), ofKnown);
        Set<String> ended = new HashSet<>();
        JsonLines roots = JsonLines.open(
                folder.resolve("roots.jsonl"),
                line -> ended.add(line.path("root").asString()));
        // likewise a root's line
        JsonLines pairs = JsonLines.open(
                folder.resolve(RootPairs.FILE),
                line -> ended.contains(line.path("root").asString()));
        JsonLines leftovers = JsonLines.open(folder.resolve(LeftoverLine.FILE), line -> true);
        return new Provenance(samples, dependencies, controls, pairs, roots, leftovers);
    }

    int samples() {
        return samples.lines();
    }

    void add(Packed.Sample sample) throws IOException {
        if (sample.index() < samples.lines()) return;
        requireNext(sample.sample(), sample.index(), samples.lines());
        dependencies.append(ProvenanceLines.dependencies(sample));
        controls.append(ProvenanceLines.controls(sample));
        samples.append(List.of(ProvenanceLines.of(sample)));
    }

    void add(List<Packed.RootLogged> logged) throws IOException {
        List<Packed.RootLogged> fresh = logged.stream()
                .filter(root -> root.facts().ref().ordinal() >= roots.lines())
                .toList();
        int next = roots.lines();
        for (Packed.RootLogged root : fresh) {
            requireNext(root.facts().ref().root(), root.facts().ref().ordinal(), next++);
        }
        pairs.append(fresh.stream().map(RootPairs::of).toList());
        roots.append(fresh.stream().map(ProvenanceLines::of).toList());
    }

    void add(Packed.Leftover left) throws IOException {
        if (left.index() < leftovers.lines()) return;
        requireNext("leftover of " + left.unit().facts().ref().root(), left.index(), leftovers.lines());
        leftovers.append(List.of(LeftoverLine.of(left.unit())));
    }

    private static void requireNext(String what, int index, int next) {
        if (index != next) throw new IllegalStateException(what + " is number " + index + ", but " + next + " is next");
    }
}
