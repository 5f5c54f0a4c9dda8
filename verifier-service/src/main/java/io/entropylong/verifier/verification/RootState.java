package io.entropylong.verifier.verification;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where a root stands once its material is complete; what is kept between its records. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface RootState {
    /**
     * A request is out.
     *
     * @param wave the request that is awaited
     * @param phase what it asks for
     * @param asked the candidates of all requests so far, in order
     * @param from place among these of the first one of this request
     * @param findings so far
     */
    record Scoring(int wave, Phase phase, List<Asked> asked, int from, Findings findings) implements RootState {
        public Scoring {
            Objects.requireNonNull(phase, "phase");
            asked = List.copyOf(asked);
            Objects.requireNonNull(findings, "findings");
        }

        Scoring with(Findings more) {
            return new Scoring(wave, phase, asked, from, more);
        }

        /** The next request's state, which asks for these candidates too. */
        Scoring next(Phase asksFor, List<Asked> more) {
            List<Asked> all = new ArrayList<>(asked);
            all.addAll(more);
            return new Scoring(wave + 1, asksFor, all, asked.size(), findings);
        }
    }

    /**
     * A candidate in a request.
     *
     * @param rank its place among the root's ranked candidates
     * @param positions how many of the positions that retrieved it are asked for, the first ones
     */
    record Asked(int rank, int positions) {}

    /** What a request asks for. */
    enum Phase {
        /** Control passages, because the criterion cannot decide without them. */
        CONTROL_FIRST,
        CANDIDATES,
        /** Control passages at the positions of the dependencies, to tell how much of them any text gives. */
        CONTROL_LAST
    }

    /** Its terminal event is out: whatever still comes is late. */
    record Concluded() implements RootState {}
}
