/** Corpora: their state, and documents read from the files that users send. */
@NullMarked
package io.entropylong.retrieval.corpus;

import org.jspecify.annotations.NullMarked;
