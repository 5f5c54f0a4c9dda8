/** Which roots a run has, in which order, and when each is released. */
@NullMarked
package io.entropylong.retrieval.run;

import org.jspecify.annotations.NullMarked;
