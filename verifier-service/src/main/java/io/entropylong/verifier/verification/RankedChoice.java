package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.verifier.verification.RootState.Asked;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All candidates in the order of their ranks, with all positions that retrieved them.
 *
 * @param ranked the root's candidates
 */
record RankedChoice(List<Candidate> ranked) implements CandidateChoice {
    @Override
    public List<Asked> next(List<Asked> before, Findings findings, int most) {
        int from = before.size();
        int to = (int) Math.min((long) from + most, ranked.size());
        return IntStream.range(from, to)
                .mapToObj(rank ->
                        new Asked(rank, CandidateOrder.indices(ranked.get(rank)).size()))
                .toList();
    }
}
