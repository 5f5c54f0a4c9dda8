package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import java.util.Comparator;
import java.util.List;

/**
 * In what order candidates are scored: by what their finds promise, as one pass costs about the same for each.
 *
 * <p>A find promises, in (0, 1] for {@code KNN} and [1, 3) for {@code PHRASE}:
 *
 * <ul>
 *   <li>{@code PHRASE} of w words: 1 + 2 w / (w + 4); it holds x_t itself behind the same words, so more words are better
 *   <li>{@code KNN}: max(0, similarity) / sqrt(rank)
 * </ul>
 *
 * <p>A position promises what its best find does. A candidate promises the sum over its positions, as all of them are
 * scored in one pass. The weights are guesses that decide only what is scored first, never what is verified.
 */
final class CandidateOrder {
    private static final double PHRASE_BASE = 1;
    private static final double PHRASE_RANGE = 2;
    private static final double PHRASE_HALF = 4;

    /** The most promising first; equal ones by passage. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> promise(candidate))
            .reversed()
            .thenComparing(Candidate::passage);

    /** The best find of a position first: PHRASE before KNN, then rank, then similarity. */
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

    static double promise(Candidate candidate) {
        double sum = 0;
        for (int index : indices(candidate)) {
            sum += candidate.retrievals().stream()
                    .filter(find -> find.index() == index)
                    .mapToDouble(CandidateOrder::promise)
                    .max()
                    .orElse(0);
        }
        return sum;
    }

    private static double promise(Retrieval find) {
        double similarity = Math.max(0, find.similarity());
        return switch (find.arm()) {
            case PHRASE -> PHRASE_BASE + PHRASE_RANGE * similarity / (similarity + PHRASE_HALF);
            case KNN -> similarity / Math.sqrt(find.rank());
        };
    }
}
