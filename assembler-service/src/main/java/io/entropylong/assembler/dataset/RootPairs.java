package io.entropylong.assembler.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootMeasurements.CandidateScored;
import io.entropylong.common.message.RootMeasurements.PairScored;
import io.entropylong.common.message.RootMeasurements.PositionAlone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of pairs.jsonl: all pairs of a root that were scored, accepted or not; the components' names in snake case are the
 * keys.
 *
 * @param root its name
 * @param rootTokens its length
 * @param positions its high-entropy positions, ascending
 * @param candidates in the order in which they were scored
 * @param controls random passages, in the order of their draw
 */
public record RootPairs(
        String root, int rootTokens, List<Position> positions, List<Passage> candidates, List<Control> controls) {
    static final String FILE = "pairs.jsonl";

    public RootPairs {
        positions = List.copyOf(positions);
        candidates = List.copyOf(candidates);
        controls = List.copyOf(controls);
    }

    /**
     * @param position index t in the root
     * @param entropy H in nats, root alone
     * @param surprisal -ln p(x_t) in nats, root alone
     * @param controlGain the largest of the control passages; null where none was scored
     */
    public record Position(
            int position,
            double entropy,
            double surprisal,
            @Nullable Double controlGain) {}

    /**
     * @param passage its name
     * @param document the document it is a piece of
     * @param tokens its length
     * @param exact false when a lower precision found it uninteresting, and the pairs have that one's values
     * @param pairs with the positions that retrieved it
     */
    public record Passage(String passage, String document, int tokens, boolean exact, List<Pair> pairs) {}

    /**
     * @param position index t in the root
     * @param entropyWithContext H' in nats
     * @param surprisalWithContext -ln p(x_t) in nats, with the context
     * @param copiedTokens longest verbatim span around the position that root and passage share
     * @param arm what found it best: knn or phrase
     * @param similarity as that arm gives it: cosine, or words of verbatim match
     * @param rank 1 for the best of its position and arm
     * @param also how the other arm found it, where both did
     */
    public record Pair(
            int position,
            double entropyWithContext,
            double surprisalWithContext,
            int copiedTokens,
            String arm,
            double similarity,
            int rank,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
            List<Find> also) {
        public Pair {
            also = also == null ? List.of() : List.copyOf(also);
        }

        /** How it was found, the best first. */
        public List<Candidate.Retrieval> retrievals() {
            List<Candidate.Retrieval> finds = new ArrayList<>(List.of(new Find(arm, similarity, rank).at(position)));
            if (also != null) also.forEach(find -> finds.add(find.at(position)));
            return finds;
        }

        /** A pair that one arm found. */
        public Pair(
                int position,
                double entropyWithContext,
                double surprisalWithContext,
                int copiedTokens,
                String arm,
                double similarity,
                int rank) {
            this(position, entropyWithContext, surprisalWithContext, copiedTokens, arm, similarity, rank, List.of());
        }
    }

    /**
     * @param arm knn or phrase
     * @param similarity as that arm gives it
     * @param rank 1 for the best of its position and arm
     */
    public record Find(String arm, double similarity, int rank) {
        Candidate.Retrieval at(int position) {
            return new Candidate.Retrieval(position, ProvenanceLines.arm(arm), similarity, rank);
        }

        static Find of(Candidate.Retrieval retrieval) {
            return new Find(ProvenanceLines.name(retrieval.arm()), retrieval.similarity(), retrieval.rank());
        }
    }

    /**
     * @param passage its name
     * @param document the document it is a piece of
     * @param tokens its length
     * @param scores at the positions that were asked, ascending
     */
    public record Control(String passage, String document, int tokens, List<ControlScore> scores) {}

    /**
     * @param position index t in the root
     * @param entropyWithContext H' in nats
     * @param surprisalWithContext -ln p(x_t) in nats, with the control passage
     */
    public record ControlScore(int position, double entropyWithContext, double surprisalWithContext) {}

    /**
     * @param dataset a finished dataset's folder
     * @return a line for each root of the run, in its order
     * @throws IOException when there is no such file, or a line of it cannot be read; the message names file and line
     */
    public static List<RootPairs> read(Path dataset) throws IOException {
        List<RootPairs> roots = new ArrayList<>();
        try (ProvenanceFile<RootPairs> file = ProvenanceFile.pairs(dataset)) {
            for (RootPairs root = file.next(); root != null; root = file.next()) roots.add(root);
        }
        return roots;
    }

    /**
     * A passage with its pairs as the verifier judges them.
     *
     * @param passage as it stands here
     * @param pairs with the positions that retrieved it, in its order
     */
    public record Scored(Passage passage, List<Dependency> pairs) {
        public Scored {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * All pairs, passage by passage.
     *
     * @throws IllegalArgumentException when a pair is of no position of the root
     */
    public List<Scored> scored() {
        Map<Integer, Position> alone = new HashMap<>();
        positions.forEach(position -> alone.put(position.position(), position));
        return candidates.stream()
                .map(passage -> new Scored(
                        passage,
                        passage.pairs().stream()
                                .map(pair -> dependency(passage, pair, alone.get(pair.position())))
                                .toList()))
                .toList();
    }

    /** Whether this pair was scored, with the same values. */
    public boolean holds(Dependency found) {
        return candidates.stream()
                        .filter(candidate -> candidate.passage().equals(found.passage()))
                        .flatMap(candidate -> candidate.pairs().stream())
                        .anyMatch(pair -> pair.position() == found.position()
                                && pair.entropyWithContext() == found.entropyWithContext()
                                && pair.surprisalWithContext() == found.surprisalWithContext())
                && positions.stream()
                        .anyMatch(position ->
                                position.position() == found.position() && position.entropy() == found.entropy());
    }

    private static Dependency dependency(Passage passage, Pair pair, @Nullable Position alone) {
        if (alone == null) throw new IllegalArgumentException("no position " + pair.position() + ": " + passage);
        return new Dependency(
                passage.passage(),
                pair.position(),
                alone.entropy(),
                pair.entropyWithContext(),
                alone.surprisal(),
                pair.surprisalWithContext(),
                pair.copiedTokens(),
                alone.controlGain(),
                pair.retrievals().getFirst());
    }

    static RootPairs of(Packed.RootLogged root) {
        RootMeasurements measured = root.measured();
        Map<Integer, Double> lowest = new HashMap<>();
        for (ControlScored control : measured.controls()) {
            for (PositionScore score : control.positions()) lowest.merge(score.index(), score.entropy(), Math::min);
        }
        return new RootPairs(
                root.facts().ref().root(),
                root.facts().tokens(),
                measured.positions().stream()
                        .map(position -> of(position, lowest.get(position.index())))
                        .toList(),
                measured.candidates().stream().map(RootPairs::of).toList(),
                measured.controls().stream().map(RootPairs::of).toList());
    }

    private static Control of(ControlScored control) {
        return new Control(
                control.passage(),
                control.document(),
                control.tokens().size(),
                control.positions().stream()
                        .map(score -> new ControlScore(score.index(), score.entropy(), score.surprisal()))
                        .toList());
    }

    private static Position of(PositionAlone position, @Nullable Double withControl) {
        double alone = position.entropy();
        Double gain = withControl == null ? null : (alone - withControl) / alone;
        return new Position(position.index(), alone, position.surprisal(), gain);
    }

    private static Passage of(CandidateScored candidate) {
        return new Passage(
                candidate.passage(),
                candidate.document(),
                candidate.tokens(),
                candidate.exact(),
                candidate.pairs().stream().map(RootPairs::of).toList());
    }

    private static Pair of(PairScored pair) {
        List<Find> finds = pair.retrievals().stream().map(Find::of).toList();
        Find best = finds.getFirst();
        return new Pair(
                pair.index(),
                pair.entropy(),
                pair.surprisal(),
                pair.copiedTokens(),
                best.arm(),
                best.similarity(),
                best.rank(),
                finds.subList(1, finds.size()));
    }
}
