/** The topics: their names, and the one place that makes them. */
@NullMarked
package io.entropylong.common.topic;

import org.jspecify.annotations.NullMarked;
