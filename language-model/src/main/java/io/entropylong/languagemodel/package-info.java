/** A language model as a function: token ids in, entropies and surprisals in nats out. */
@NullMarked
package io.entropylong.languagemodel;

import org.jspecify.annotations.NullMarked;
