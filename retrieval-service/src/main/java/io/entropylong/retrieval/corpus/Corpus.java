package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.CorpusName;
import java.util.Map;
import java.util.Objects;

/**
 * A corpus as its catalogue entry says.
 *
 * @param name lower-case letters, digits, '-' and '_', at most 100 characters
 * @param passageTokens about how many tokens its passages have
 * @param state where it stands
 * @param sealOffsets by partition of the documents topic, how far it must be indexed before it is sealed or deleted; empty
 *     while open
 */
public record Corpus(String name, int passageTokens, State state, Map<Integer, Long> sealOffsets) {
    /** The states of a corpus, in their order. */
    public enum State {
        OPEN,
        SEALING,
        SEALED,
        /** What was in it is going. */
        DELETING,
        /** Only its name is left, so that records of it that are still under way are known. */
        DELETED
    }

    /** Passages of this many tokens hold more characters than a document may. */
    public static final int MAX_PASSAGE_TOKENS = 100_000;

    public Corpus {
        CorpusName.require("name", name);
        if (passageTokens < 1 || passageTokens > MAX_PASSAGE_TOKENS) {
            throw new IllegalArgumentException(
                    "passageTokens must be from 1 to " + MAX_PASSAGE_TOKENS + ": " + passageTokens);
        }
        Objects.requireNonNull(state, "state");
        sealOffsets = Map.copyOf(sealOffsets);
    }

    public static Corpus open(String name, int passageTokens) {
        return new Corpus(name, passageTokens, State.OPEN, Map.of());
    }

    /** Closed for new files, and sealed as soon as the documents before the offsets are indexed. */
    public Corpus sealing(Map<Integer, Long> offsets) {
        return new Corpus(name, passageTokens, State.SEALING, offsets);
    }

    public Corpus sealed() {
        return new Corpus(name, passageTokens, State.SEALED, sealOffsets);
    }

    /** Without content as soon as the documents before the offsets have gone by; no offsets are not known yet. */
    public Corpus deleting(Map<Integer, Long> offsets) {
        return new Corpus(name, passageTokens, State.DELETING, offsets);
    }

    public Corpus deleted() {
        return new Corpus(name, passageTokens, State.DELETED, Map.of());
    }

    /** Whether there is nothing in it to be used any more. */
    public boolean isGone() {
        return state == State.DELETING || state == State.DELETED;
    }
}
