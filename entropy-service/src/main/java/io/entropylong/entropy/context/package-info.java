/** Scores root tokens with a context in front (EntropyLong, step 3). */
@NullMarked
package io.entropylong.entropy.context;

import org.jspecify.annotations.NullMarked;
