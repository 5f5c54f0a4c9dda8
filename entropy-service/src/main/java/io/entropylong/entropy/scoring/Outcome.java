package io.entropylong.entropy.scoring;

/** What became of a sequence. */
public sealed interface Outcome {
    /** It was scored. */
    record Scored(TokenScores scores) implements Outcome {}

    /**
     * The model refused it, and again when asked once more: it would do so for ever.
     *
     * @param reason for a reader
     */
    record Failed(String reason) implements Outcome {}
}
