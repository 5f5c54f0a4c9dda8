package io.entropylong.assembler.dataset;

import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootMeasurements.CandidateScored;
import io.entropylong.common.message.RootMeasurements.PairScored;
import io.entropylong.common.message.RootMeasurements.PositionAlone;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of pairs.jsonl: all pairs of a root that were scored, accepted or not; names in snake case are the keys. */
final class PairLines {
    record PairsLine(String root, List<PositionLine> positions, List<CandidateLine> candidates) {}

    /** {@code controlGain} is the largest of the control passages; null where none was scored. */
    record PositionLine(
            int position,
            double entropy,
            double surprisal,
            @Nullable Double controlGain) {}

    /** Candidates stand in the order in which they were scored. */
    record CandidateLine(String passage, String document, int tokens, List<PairLine> pairs) {}

    record PairLine(
            int position,
            double entropyWithContext,
            double surprisalWithContext,
            int copiedTokens,
            String arm,
            double similarity,
            int rank) {}

    private PairLines() {}

    static PairsLine of(Packed.RootLogged root) {
        RootMeasurements measured = root.measured();
        Map<Integer, Double> lowest = new HashMap<>();
        for (ControlScored control : measured.controls()) {
            for (PositionScore score : control.positions()) lowest.merge(score.index(), score.entropy(), Math::min);
        }
        return new PairsLine(
                root.facts().ref().root(),
                measured.positions().stream()
                        .map(position -> of(position, lowest.get(position.index())))
                        .toList(),
                measured.candidates().stream().map(PairLines::of).toList());
    }

    private static PositionLine of(PositionAlone position, @Nullable Double withControl) {
        double alone = position.entropy();
        Double gain = withControl == null ? null : (alone - withControl) / alone;
        return new PositionLine(position.index(), alone, position.surprisal(), gain);
    }

    private static CandidateLine of(CandidateScored candidate) {
        return new CandidateLine(
                candidate.passage(),
                candidate.document(),
                candidate.tokens(),
                candidate.pairs().stream().map(PairLines::of).toList());
    }

    private static PairLine of(PairScored pair) {
        return new PairLine(
                pair.index(),
                pair.entropy(),
                pair.surprisal(),
                pair.copiedTokens(),
                pair.retrieval().arm().name().toLowerCase(Locale.ROOT),
                pair.retrieval().similarity(),
                pair.retrieval().rank());
    }
}
