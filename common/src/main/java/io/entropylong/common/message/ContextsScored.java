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

        /** What is known of the indices asked for; empty when nothing was computed. */
        List<PositionScore> positions();

        /** Tokens that went through the model, in any precision. */
        long computedTokens();
    }

    /**
     * Scored as [start] C [separator] D.
     *
     * @param passage the context's name
     * @param tokens the context's ids
     * @param positions one for each index asked for, in that order
     * @param forwardTokens tokens that went through the model
     * @param screenTokens tokens that went through it in a lower precision before; 0 when nothing did
     */
    public record Scored(
            String passage, TokenIds tokens, List<PositionScore> positions, long forwardTokens, long screenTokens)
            implements ContextScore {
        public Scored {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(tokens, "tokens");
            positions = List.copyOf(positions);
        }

        /** Scored at once. */
        public Scored(String passage, TokenIds tokens, List<PositionScore> positions, long forwardTokens) {
            this(passage, tokens, positions, forwardTokens, 0);
        }

        @Override
        public long computedTokens() {
            return forwardTokens + screenTokens;
        }
    }

    /**
     * Scored in a lower precision, which found no index below its ceiling, so that there was no exact pass.
     *
     * @param passage the context's name
     * @param tokens the context's ids
     * @param positions one for each index asked for, in that order, as the lower precision gives them
     * @param screenTokens tokens that went through the model in it
     */
    public record Screened(String passage, TokenIds tokens, List<PositionScore> positions, long screenTokens)
            implements ContextScore {
        public Screened {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(tokens, "tokens");
            positions = List.copyOf(positions);
        }

        @Override
        public long computedTokens() {
            return screenTokens;
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

        @Override
        public List<PositionScore> positions() {
            return List.of();
        }

        @Override
        public long computedTokens() {
            return 0;
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

        @Override
        public List<PositionScore> positions() {
            return List.of();
        }

        @Override
        public long computedTokens() {
            return 0;
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
