/** What the service shows of itself. */
@NullMarked
package io.entropylong.retrieval.metrics;

import org.jspecify.annotations.NullMarked;
