package io.entropylong.benchmarks.precision;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What two stages would do: a pass is done again in float32 when the first stage finds a gain above epsilon - band for any of
 * its pairs.
 *
 * @param band below epsilon
 * @param accepted pairs that float32 accepts
 * @param lost those of them whose pass is not done again
 * @param again passes that are
 * @param cost time of both stages, as a share of the time that float32 takes for all
 */
record TwoStage(double band, long accepted, long lost, int again, double cost) {
    /**
     * @param lengths tokens of each pass
     * @param speed time of the first stage, as a share of float32's
     */
    static TwoStage of(List<ScoredPair> pairs, List<Integer> lengths, double epsilon, double band, double speed) {
        Set<Integer> again = new HashSet<>();
        for (ScoredPair pair : pairs) {
            if (pair.screened() > epsilon - band) again.add(pair.pass());
        }
        long all = lengths.stream().mapToLong(Integer::longValue).sum();
        long repeated = again.stream().mapToLong(lengths::get).sum();
        List<ScoredPair> accepted =
                pairs.stream().filter(pair -> pair.reference() > epsilon).toList();
        return new TwoStage(
                band,
                accepted.size(),
                accepted.stream().filter(pair -> !again.contains(pair.pass())).count(),
                again.size(),
                speed + repeated / (double) all);
    }
}
