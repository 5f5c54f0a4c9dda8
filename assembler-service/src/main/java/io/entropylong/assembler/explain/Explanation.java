package io.entropylong.assembler.explain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a dependency. Entropies and surprisals are nats.
 *
 * @param sample that it stands in
 * @param number among the sample's dependencies, by place and then by gain, from 0
 * @param of how many the sample has
 * @param root the root's name
 * @param position index t of the token in the root
 * @param offset its index in the sample
 * @param id of the token
 * @param sentence the token in its sentence
 * @param threshold what made it a high-entropy position
 * @param entropy H, root alone
 * @param entropyWithContext H', with the passage in front
 * @param gain (H - H') / H
 * @param surprisal of the true token, root alone
 * @param surprisalWithContext of the true token, with the passage
 * @param controlGain the largest gain of a random passage here; null when none was scored
 * @param passage the passage
 * @param retrieval how it was found
 * @param verdicts what each criterion says, by its name
 * @param cost of scoring the passage
 * @param others further passages that were scored at this position, best gain first
 */
public record Explanation(
        String sample,
        int number,
        int of,
        String root,
        int position,
        int offset,
        int id,
        Excerpt sentence,
        Threshold threshold,
        double entropy,
        double entropyWithContext,
        double gain,
        double surprisal,
        double surprisalWithContext,
        @Nullable Double controlGain,
        Passage passage,
        Retrieval retrieval,
        Map<String, String> verdicts,
        Cost cost,
        List<Other> others) {
    public Explanation {
        others = List.copyOf(others);
    }

    /**
     * Text with a part that matters.
     *
     * @param before what stands in front of it
     * @param marked the part; empty when there is none
     * @param behind what follows
     */
    public record Excerpt(String before, String marked, String behind) {}

    /**
     * @param tau H of a position lies above it: mu + alpha sigma
     * @param mu mean entropy of the root
     * @param sigma its population deviation
     */
    public record Threshold(double tau, double mu, double sigma) {}

    /**
     * @param passage its name
     * @param start index of its first token in the sample
     * @param end index behind its last
     * @param shared the longest verbatim span around the token; null when the passage does not hold the token
     * @param text the passage, the shared span marked
     */
    public record Passage(
            String passage, int start, int end, @Nullable SharedSpan shared, Excerpt text) {}

    /**
     * @param arm knn: nearest neighbours of the query; phrase: the words up to the token, verbatim
     * @param rank 1 for the best of its position and arm
     * @param similarity cosine for knn, words of verbatim match for phrase
     */
    public record Retrieval(String arm, int rank, double similarity) {}

    /**
     * One forward pass scores a passage at all positions that retrieved it.
     *
     * @param forwardTokens of that pass: start, passage, separator, and the root up to the last of these positions
     * @param positions scored in it
     * @param accepted of these, by the paper's criterion
     */
    public record Cost(int forwardTokens, int positions, int accepted) {}

    /**
     * @param passage its name
     * @param gain at this position
     * @param arm what found it
     * @param rank in that arm
     * @param inSample whether it stands in this unit
     */
    public record Other(String passage, double gain, String arm, int rank, boolean inSample) {}
}
