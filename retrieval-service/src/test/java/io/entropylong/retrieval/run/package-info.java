/** Tests of plans. */
@NullMarked
package io.entropylong.retrieval.run;

import org.jspecify.annotations.NullMarked;
