package io.entropylong.benchmarks.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.TokenIds;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.entropy.scoring.TokenScores;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * EntropyLong's step 3 as the paper writes it: for each position and each candidate retrieved for it, one forward pass.
 * Slow and plain on purpose: it is what the product is held against. The paper's pass is over [C; D]; the one made here ends
 * before x_t, which in a causal model gives the same H', and the tokens of both are counted.
 */
final class NaiveVerification {
    private final TokenScorer scorer;
    private final double epsilon;

    NaiveVerification(TokenScorer scorer, double epsilon) {
        this.scorer = scorer;
        this.epsilon = epsilon;
    }

    Verified verify(RecordedRoot root) {
        Map<Pair, Double> dependencies = new HashMap<>();
        long tokens = 0;
        for (HighEntropyPosition position : root.profile().positions()) {
            Set<String> tried = new HashSet<>();
            for (CandidatesRetrieved part : root.parts()) {
                for (Candidate candidate : part.candidates()) {
                    boolean retrieved =
                            candidate.retrievals().stream().anyMatch(find -> find.index() == position.index());
                    if (!retrieved || !tried.add(candidate.passage())) continue;
                    TokenScores scores = scorer.score(List.of(sequence(root, candidate, position)))
                            .getFirst();
                    tokens += scores.forwardTokens();
                    double gain = (position.entropy() - scores.entropy(0)) / position.entropy();
                    if (gain > epsilon) {
                        dependencies.put(
                                new Pair(root.profile().ref().root(), candidate.passage(), position.index()), gain);
                    }
                }
            }
        }
        return new Verified(dependencies, List.of(), tokens, 0);
    }

    /** What passes over [C; D] take. */
    long forwardTokens(RecordedRoot root) {
        return count(root, index -> root.profile().tokens().size());
    }

    /** What passes over [C; x_&lt;t] take. */
    long truncatedTokens(RecordedRoot root) {
        return count(root, index -> index);
    }

    /** What one pass for each distinct candidate takes that ends at its last position: the exact mode's. */
    long candidateTokens(RecordedRoot root) {
        Map<String, Integer> lasts = new HashMap<>();
        for (CandidatesRetrieved part : root.parts()) {
            for (Candidate candidate : part.candidates()) {
                for (Candidate.Retrieval find : candidate.retrievals()) {
                    lasts.merge(candidate.passage(), find.index(), Math::max);
                }
            }
        }
        long separators = (long) lasts.size() * scorer.identity().separator().size();
        return separators
                + lasts.values().stream().mapToLong(Integer::longValue).sum()
                + prefixes(root).values().stream().mapToLong(Integer::longValue).sum();
    }

    /** By candidate, the tokens of start and passage: what passes for several roots have in common. */
    Map<String, Integer> prefixes(RecordedRoot root) {
        Map<String, Integer> tokens = new TreeMap<>();
        for (CandidatesRetrieved part : root.parts()) {
            for (Candidate candidate : part.candidates()) {
                tokens.computeIfAbsent(
                        candidate.passage(),
                        passage -> scorer.identity().start().size()
                                + scorer.tokenize(candidate.text()).size());
            }
        }
        return tokens;
    }

    private long count(RecordedRoot root, IntUnaryOperator rootTokens) {
        ModelIdentity model = scorer.identity();
        Map<String, Integer> lengths = new HashMap<>();
        Set<Pair> pairs = new HashSet<>();
        long tokens = 0;
        for (CandidatesRetrieved part : root.parts()) {
            for (Candidate candidate : part.candidates()) {
                int length = lengths.computeIfAbsent(candidate.passage(), passage -> scorer.tokenize(candidate.text())
                        .size());
                for (Candidate.Retrieval find : candidate.retrievals()) {
                    if (!pairs.add(new Pair("", candidate.passage(), find.index()))) continue;
                    tokens += model.start().size()
                            + length
                            + model.separator().size()
                            + rootTokens.applyAsInt(find.index());
                }
            }
        }
        return tokens;
    }

    private Sequence sequence(RecordedRoot root, Candidate candidate, HighEntropyPosition position) {
        TokenIds context = scorer.tokenize(candidate.text());
        return Sequence.withContext(scorer.identity(), context, root.profile().tokens(), List.of(position.index()));
    }
}
