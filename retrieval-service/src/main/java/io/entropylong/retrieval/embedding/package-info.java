/** Text to vectors. */
@NullMarked
package io.entropylong.retrieval.embedding;

import org.jspecify.annotations.NullMarked;
