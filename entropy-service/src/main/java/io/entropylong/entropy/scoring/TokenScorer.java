package io.entropylong.entropy.scoring;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Vocabulary;
import java.util.List;
import java.util.Optional;

/** A language model with its tokenizer, as the domain needs it. Thread-safe. */
public interface TokenScorer {
    ModelIdentity identity();

    /** What its ids stand for, or empty when that is not known: for readers, nothing is scored with it. */
    Optional<Vocabulary> vocabulary();

    /** The text's ids, without any that stand for start or end. */
    TokenIds tokenize(String text);

    /** The same tokens with their places, in text order. */
    List<TokenSpan> spans(String text);

    /**
     * One forward pass over several sequences. What a sequence gives does not depend on the others.
     *
     * @param batch at least one
     * @return for each sequence, in order, entropy and surprisal of each token that it asks for, in its order
     * @throws RuntimeException when the model cannot take the sequences
     */
    List<TokenScores> score(List<Sequence> batch);
}
