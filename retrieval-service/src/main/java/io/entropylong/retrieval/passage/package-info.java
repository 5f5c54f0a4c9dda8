/** Text cut into passages, root windows and words; pure functions. */
@NullMarked
package io.entropylong.retrieval.passage;

import org.jspecify.annotations.NullMarked;
