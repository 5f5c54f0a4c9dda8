package io.entropylong.verifier.verification;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;

/** Where a root stands once its material is complete; what is kept between its records. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface RootState {
    /**
     * A request is out.
     *
     * @param wave the request that is awaited
     * @param phase what it asks for
     * @param from place of its first candidate among the ranked ones
     * @param to place behind its last one
     * @param findings so far
     */
    record Scoring(int wave, Phase phase, int from, int to, Findings findings) implements RootState {
        public Scoring {
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(findings, "findings");
        }

        Scoring with(Findings more) {
            return new Scoring(wave, phase, from, to, more);
        }
    }

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
