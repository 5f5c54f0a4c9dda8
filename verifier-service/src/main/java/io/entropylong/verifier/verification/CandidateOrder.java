package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In what order candidates are scored: by the dependencies that a forward token of theirs promises.
 *
 * <p>The chance of a pair is 1 - (1 - p) (1 - f):
 *
 * <ul>
 *   <li>p by its position t: 0.37 below 16, 0.18 below 32, 0.13 below 64, then 0; early tokens profit from any text
 *   <li>f by its find: {@code PHRASE} of w words 0.5 w / (w + 4), {@code KNN} 0.05 max(0, similarity) / sqrt(rank)
 * </ul>
 *
 * <p>Of several finds of a position the best counts; positions that the criterion does not take promise nothing. A candidate
 * promises the sum over its positions for the tokens of its pass, which are estimated from the length of its text and its
 * last position. The weights are fixed, fitted by {@code benchmarks/order.py}; they decide only what is scored first, never
 * what is verified.
 */
final class CandidateOrder {
    private static final int[] EARLY_ENDS = {16, 32, 64};
    private static final double[] EARLY_CHANCES = {0.37, 0.18, 0.13};
    private static final double PHRASE_CHANCE = 0.5;
    private static final double PHRASE_HALF = 4;
    private static final double KNN_CHANCE = 0.05;
    private static final double CHARACTERS_A_TOKEN = 4;

    /**
     * The most promising first; equal ones by passage.
     *
     * @param first the first position that the criterion takes
     */
    static Comparator<Candidate> bestFirst(int first) {
        return Comparator.comparingDouble((Candidate candidate) -> promise(candidate, first))
                .reversed()
                .thenComparing(Candidate::passage);
    }

    /** The best find of a position first: PHRASE before the others, then rank, then similarity. */
    static final Comparator<Retrieval> BEST_FIND = Comparator.comparing((Retrieval find) -> find.arm() != Arm.PHRASE)
            .thenComparingInt(Retrieval::rank)
            .thenComparing(Comparator.comparingDouble(Retrieval::similarity).reversed());

    private CandidateOrder() {}

    /** The positions that retrieved a candidate, distinct and ascending. */
    static List<Integer> indices(Candidate candidate) {
        return candidate.retrievals().stream()
                .map(Retrieval::index)
                .distinct()
                .sorted()
                .toList();
    }

    /** Expected dependencies for each forward token. */
    static double promise(Candidate candidate, int first) {
        Map<Integer, Double> chances = new HashMap<>();
        for (Retrieval find : candidate.retrievals()) {
            if (find.index() >= first) chances.merge(find.index(), chance(find), Math::max);
        }
        double sum = chances.values().stream()
                .sorted()
                .mapToDouble(Double::doubleValue)
                .sum();
        int last =
                candidate.retrievals().stream().mapToInt(Retrieval::index).max().orElse(0);
        return sum / (candidate.text().length() / CHARACTERS_A_TOKEN + last + 1);
    }

    private static double chance(Retrieval find) {
        double similarity = Math.max(0, find.similarity());
        double found =
                switch (find.arm()) {
                    case PHRASE -> PHRASE_CHANCE * similarity / (similarity + PHRASE_HALF);
                    case KNN -> KNN_CHANCE * similarity / Math.sqrt(find.rank());
                    // a score of BM25 has no scale of its own
                    case BM25 -> KNN_CHANCE / Math.sqrt(find.rank());
                };
        return 1 - (1 - early(find.index())) * (1 - found);
    }

    private static double early(int index) {
        for (int i = 0; i < EARLY_ENDS.length; i++) if (index < EARLY_ENDS[i]) return EARLY_CHANCES[i];
        return 0;
    }
}
