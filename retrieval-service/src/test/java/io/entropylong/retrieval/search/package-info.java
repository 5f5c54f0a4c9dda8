/** Tests of searches. */
@NullMarked
package io.entropylong.retrieval.search;

import org.jspecify.annotations.NullMarked;
