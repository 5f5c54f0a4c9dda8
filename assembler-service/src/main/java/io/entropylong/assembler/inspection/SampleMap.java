package io.entropylong.assembler.inspection;

import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sample as a map: which tokens are whose, and which passages resolve which tokens. Offsets are tokens of the
 * sample, entropies are nats.
 *
 * @param sample its id
 * @param index its number in the dataset, from 0
 * @param tokens how many
 * @param sha256 over the ids as little-endian int32
 * @param units one for each root, ascending
 * @param filler start and end of the tokens that fill the sample up, or null
 * @param dependencies ascending by offset
 */
public record SampleMap(
        String sample,
        int index,
        int tokens,
        String sha256,
        List<Unit> units,
        @Nullable List<Integer> filler,
        List<Dependency> dependencies) {
    public SampleMap {
        units = List.copyOf(units);
        dependencies = List.copyOf(dependencies);
    }

    /**
     * @param found dependencies of the sample, in any order
     */
    static SampleMap of(SampleLine sample, Stream<DependencyLine> found) {
        return new SampleMap(
                sample.sample(),
                sample.index(),
                sample.tokens(),
                sample.sha256(),
                sample.units().stream().map(Unit::of).toList(),
                sample.filler(),
                found.map(Dependency::of)
                        .sorted(Comparator.comparingInt(Dependency::offset)
                                .thenComparing(Comparator.comparingDouble(Dependency::gain)
                                        .reversed()))
                        .toList());
    }

    /** A root behind its passages. */
    public record Unit(String root, int start, int end, List<PlacedPassage> contexts, int rootStart, int rootEnd) {
        public Unit {
            contexts = List.copyOf(contexts);
        }

        static Unit of(UnitLine line) {
            List<PlacedPassage> contexts = line.contexts().stream()
                    .map(context -> new PlacedPassage(context.passage(), context.start(), context.end()))
                    .toList();
            return new Unit(line.root(), line.start(), line.end(), contexts, line.rootStart(), line.rootEnd());
        }
    }

    /** A passage in front of a root. */
    public record PlacedPassage(String passage, int start, int end) {}

    /**
     * A token that a passage resolves.
     *
     * @param position its index in the root
     * @param offset its index in the sample
     * @param entropy H, without the passage
     * @param entropyWithContext H', with it
     * @param gain (H - H') / H
     * @param surprisal of the true token, without the passage
     * @param surprisalWithContext of the true token, with it
     * @param controlGain the best gain of a random passage, null when none was scored
     * @param copiedTokens that the passage shares verbatim
     * @param arm knn or phrase
     * @param similarity of query and passage
     * @param rank of the passage, from 1
     */
    public record Dependency(
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
        static Dependency of(DependencyLine line) {
            return new Dependency(
                    line.root(),
                    line.passage(),
                    line.position(),
                    line.offset(),
                    line.entropy(),
                    line.entropyWithContext(),
                    line.gain(),
                    line.surprisal(),
                    line.surprisalWithContext(),
                    line.controlGain(),
                    line.copiedTokens(),
                    line.arm(),
                    line.similarity(),
                    line.rank());
        }
    }
}
