package io.entropylong.assembler.dataset;

import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.common.message.TokenIds;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A dependency with the tokens that it was measured on, as they stand in its sample.
 *
 * @param sample its name
 * @param passage its context's name
 * @param position index t in the root
 * @param context C
 * @param root the root's first t + 1 tokens
 * @param entropy H in nats, as stored
 * @param entropyWithContext H' in nats, as stored
 */
public record DrawnDependency(
        String sample,
        String passage,
        int position,
        TokenIds context,
        TokenIds root,
        double entropy,
        double entropyWithContext) {
    /**
     * @param dataset a sound dataset
     * @param most how many
     * @param seed draws the same ones again
     * @return in the order of the samples
     */
    public static List<DrawnDependency> draw(Path dataset, int most, long seed) throws IOException {
        List<DependencyLine> lines = new ArrayList<>();
        try (ProvenanceFile<DependencyLine> file = ProvenanceFile.dependencies(dataset)) {
            for (DependencyLine line = file.next(); line != null; line = file.next()) lines.add(line);
        }
        Collections.shuffle(lines, new Random(seed));
        Map<String, List<DependencyLine>> bySample = new HashMap<>();
        for (DependencyLine line : lines.subList(0, Math.min(most, lines.size()))) {
            bySample.computeIfAbsent(line.sample(), sample -> new ArrayList<>()).add(line);
        }
        Map<String, SampleLine> samples = new HashMap<>();
        try (ProvenanceFile<SampleLine> file = ProvenanceFile.samples(dataset)) {
            for (SampleLine line = file.next(); line != null; line = file.next()) samples.put(line.sample(), line);
        }
        List<DrawnDependency> drawn = new ArrayList<>();
        MdsSamples.open(new DatasetFolder(dataset).shards()).forEach(sample -> {
            for (DependencyLine line : bySample.getOrDefault(sample.id(), List.of())) {
                drawn.add(of(line, unit(samples, line), sample));
            }
        });
        return drawn;
    }

    private static UnitLine unit(Map<String, SampleLine> samples, DependencyLine line) {
        SampleLine sample = samples.get(line.sample());
        if (sample == null) throw new IllegalArgumentException("samples.jsonl lacks " + line.sample());
        return sample.units().stream()
                .filter(unit -> unit.root().equals(line.root()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(line.sample() + " lacks " + line.root()));
    }

    private static DrawnDependency of(DependencyLine line, UnitLine unit, TrainingSample sample) {
        int[] ids = sample.inputIds();
        TokenIds context = unit.contexts().stream()
                .filter(candidate -> candidate.passage().equals(line.passage()))
                .map(found -> TokenIds.of(Arrays.copyOfRange(ids, found.start(), found.end())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(line.root() + " lacks " + line.passage()));
        return new DrawnDependency(
                line.sample(),
                line.passage(),
                line.position(),
                context,
                TokenIds.of(Arrays.copyOfRange(ids, unit.rootStart(), unit.rootStart() + line.position() + 1)),
                line.entropy(),
                line.entropyWithContext());
    }
}
