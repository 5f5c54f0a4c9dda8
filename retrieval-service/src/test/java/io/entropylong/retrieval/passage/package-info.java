/** Tests of cutting and matching. */
@NullMarked
package io.entropylong.retrieval.passage;

import org.jspecify.annotations.NullMarked;
