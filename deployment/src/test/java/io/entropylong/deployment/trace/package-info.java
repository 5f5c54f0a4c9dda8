/** Spans as a collector receives them. */
@NullMarked
package io.entropylong.deployment.trace;

import org.jspecify.annotations.NullMarked;
