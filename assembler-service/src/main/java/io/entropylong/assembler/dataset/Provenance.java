package io.entropylong.assembler.dataset;

import io.entropylong.common.message.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The provenance folder. An entry that is already there is not written again; a torn one is cut off when opened. */
final class Provenance {
    private final JsonLines samples;
    private final JsonLines dependencies;
    private final JsonLines roots;

    private Provenance(JsonLines samples, JsonLines dependencies, JsonLines roots) {
        this.samples = samples;
        this.dependencies = dependencies;
        this.roots = roots;
    }

    static Provenance open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Set<String> known = new HashSet<>();
        JsonLines samples = JsonLines.open(
                folder.resolve("samples.jsonl"),
                line -> known.add(line.path("sample").asString()));
        // a sample's line is written last: dependencies of any other sample are half a write
        JsonLines dependencies = JsonLines.open(
                folder.resolve("dependencies.jsonl"),
                line -> known.contains(line.path("sample").asString()));
        JsonLines roots = JsonLines.open(folder.resolve("roots.jsonl"), line -> true);
        return new Provenance(samples, dependencies, roots);
    }

    int samples() {
        return samples.lines();
    }

    void add(Packed.Sample sample) throws IOException {
        if (sample.index() < samples.lines()) return;
        requireNext(sample.sample(), sample.index(), samples.lines());
        dependencies.append(ProvenanceLines.dependencies(sample));
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
        roots.append(fresh.stream().map(ProvenanceLines::of).toList());
    }

    private static void requireNext(String what, int index, int next) {
        if (index != next) throw new IllegalStateException(what + " is number " + index + ", but " + next + " is next");
    }
}
