package io.entropylong.assembler.sweep;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a point makes of a root's stored pairs.
 *
 * @param contexts in the order in which they were scored, until the unit is full; the pairs of each are those accepted
 * @param rejected pairs with gain above epsilon that the criterion rejects, by its objection
 */
record JudgedRoot(List<RootPairs.Scored> contexts, Map<Verdict, Long> rejected) {
    JudgedRoot {
        contexts = List.copyOf(contexts);
        rejected = Map.copyOf(rejected);
    }

    /**
     * @param specialTokens length of start and end together
     * @param separatorTokens length of a separator
     */
    static JudgedRoot of(RootPairs root, SweepPoint point, int specialTokens, int separatorTokens) {
        List<RootPairs.Scored> contexts = new ArrayList<>();
        Map<Verdict, Long> rejected = new EnumMap<>(Verdict.class);
        long size = (long) specialTokens + root.rootTokens();
        for (RootPairs.Scored scored : root.scored()) {
            // as the verifier: what a lower precision says makes no dependency
            if (point.verifies() && !scored.passage().exact()) continue;
            List<Dependency> accepted = new ArrayList<>();
            for (Dependency pair : scored.pairs()) {
                Verdict verdict = point.criterion().judge(pair);
                if (verdict == Verdict.ACCEPTED) accepted.add(pair);
                else if (verdict != Verdict.LOW_GAIN) rejected.merge(verdict, 1L, Long::sum);
            }
            if (accepted.isEmpty()) continue;
            size += (long) scored.passage().tokens() + separatorTokens;
            if (size > point.unitTokens()) break; // as the verifier: the unit is full
            contexts.add(new RootPairs.Scored(scored.passage(), accepted));
        }
        return new JudgedRoot(contexts, rejected);
    }
}
