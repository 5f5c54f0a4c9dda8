package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;

/**
 * The answer to a {@link ScoresRequested}, context by context in its order; topic {@code scores}, key root.
 *
 * @param ref which root
 * @param wave of the request
 * @param scores one for each context asked for
 */
public record ContextsScored(RootRef ref, int wave, List<ContextScore> scores) {
    /** What became of one context. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
    public sealed interface ContextScore {
        String passage();
    }

    /**
     * Scored as [start] C [separator] D.
     *
     * @param passage the context's name
     * @param tokens the context's ids
     * @param positions one for each index asked for, in that order
     * @param forwardTokens tokens that went through the model
     */
    public record Scored(String passage, TokenIds tokens, List<PositionScore> positions, long forwardTokens)
            implements ContextScore {
        public Scored {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(tokens, "tokens");
            positions = List.copyOf(positions);
        }
    }

    /**
     * Context and root do not fit the model's window together; nothing was computed.
     *
     * @param passage the context's name
     * @param tokens of the sequence
     */
    public record TooLong(String passage, int tokens) implements ContextScore {
        public TooLong {
            Objects.requireNonNull(passage, "passage");
        }
    }

    /**
     * The model cannot score it, now or ever.
     *
     * @param passage the context's name
     * @param reason for a reader
     */
    public record Failed(String passage, String reason) implements ContextScore {
        public Failed {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * @param index root index t
     * @param entropy H'(x_t | start, C, separator, x_&lt;t) in nats
     * @param surprisal -ln p(x_t | start, C, separator, x_&lt;t) in nats
     */
    public record PositionScore(int index, double entropy, double surprisal) {}

    public ContextsScored {
        Objects.requireNonNull(ref, "ref");
        scores = List.copyOf(scores);
    }
}
