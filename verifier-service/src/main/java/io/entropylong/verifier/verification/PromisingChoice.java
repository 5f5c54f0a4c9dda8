package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RootMeasurements.CandidateScored;
import io.entropylong.common.message.RootMeasurements.PairScored;
import io.entropylong.verifier.verification.PairChance.Seen;
import io.entropylong.verifier.verification.RootState.Asked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Only what promises enough dependencies for its forward tokens.
 *
 * <p>A pass over a candidate's first n positions is worth the chances of these pairs less {@code price} for each token of the
 * pass, which is estimated from the length of the candidate's text. For each candidate the best n is taken; the candidates
 * whose worth is above zero come in the order of their promise for a token. A position's chances follow what earlier candidates
 * gained there, so the choice is made anew for each wave.
 */
final class PromisingChoice implements CandidateChoice {
    private static final double CHARACTERS_A_TOKEN = 4;

    private final RootMaterial material;
    private final List<List<PairClues>> clues = new ArrayList<>();
    private final double price;

    /**
     * @param price dependencies that a forward token has to promise, above 0
     */
    PromisingChoice(RootMaterial material, double price) {
        this.material = material;
        this.price = price;
        for (Candidate candidate : material.ranked()) {
            clues.add(CandidateOrder.indices(candidate).stream()
                    .map(index -> PairClues.of(material.profile().tokens(), material.position(index), candidate))
                    .toList());
        }
    }

    @Override
    public List<Asked> next(List<Asked> before, Findings findings, int most) {
        Set<Integer> done = new HashSet<>();
        before.forEach(asked -> done.add(asked.rank()));
        Map<Integer, Seen> seen = seen(findings);
        List<Prospect> prospects = new ArrayList<>();
        for (int rank = 0; rank < clues.size(); rank++) {
            if (done.contains(rank)) continue;
            Prospect prospect = prospect(rank, seen);
            if (prospect.positions() > 0) prospects.add(prospect);
        }
        return prospects.stream()
                .sorted(Comparator.comparingDouble(Prospect::promise).reversed().thenComparingInt(Prospect::rank))
                .limit(most)
                .map(prospect -> new Asked(prospect.rank(), prospect.positions()))
                .toList();
    }

    /**
     * @param positions that the best pass covers; 0 when none is worth its cost
     * @param promise dependencies for each token of that pass
     */
    private record Prospect(int rank, int positions, double promise) {}

    private Prospect prospect(int rank, Map<Integer, Seen> seen) {
        ModelIdentity model = material.profile().model();
        double front = model.start().size()
                + material.ranked().get(rank).text().length() / CHARACTERS_A_TOKEN
                + model.separator().size();
        int first = material.profile().settings().criterion().minPosition();
        double chances = 0;
        double best = 0;
        Prospect prospect = new Prospect(rank, 0, 0);
        List<PairClues> pairs = clues.get(rank);
        for (int i = 0; i < pairs.size(); i++) {
            PairClues pair = pairs.get(i);
            if (pair.position() < first) continue;
            chances += PairChance.of(pair, seen.getOrDefault(pair.position(), Seen.NOTHING));
            double tokens = front + pair.position();
            double worth = chances - price * tokens;
            if (worth > best) {
                best = worth;
                prospect = new Prospect(rank, i + 1, chances / tokens);
            }
        }
        return prospect;
    }

    private Map<Integer, Seen> seen(Findings findings) {
        Map<Integer, Seen> seen = new HashMap<>();
        for (CandidateScored candidate : findings.candidates()) {
            for (PairScored pair : candidate.pairs()) {
                double alone = material.position(pair.index()).entropy();
                double gain = (alone - pair.entropy()) / alone;
                seen.merge(pair.index(), Seen.NOTHING.plus(gain), (all, one) -> all.plus(gain));
            }
        }
        return seen;
    }
}
