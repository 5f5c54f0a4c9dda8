/** Copies of a text told by its words; pure functions. */
@NullMarked
package io.entropylong.retrieval.duplicate;

import org.jspecify.annotations.NullMarked;
