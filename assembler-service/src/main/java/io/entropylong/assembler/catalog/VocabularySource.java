package io.entropylong.assembler.catalog;

import io.entropylong.common.message.Vocabulary;
import org.jspecify.annotations.Nullable;

/** What the ids of tokenizers stand for, as the entropy services have told it. */
@FunctionalInterface
public interface VocabularySource {
    /** Null when nobody has told it. */
    @Nullable
    Vocabulary vocabulary(String tokenizerSha256);
}
