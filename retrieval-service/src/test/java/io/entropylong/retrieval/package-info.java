/** Tests of the whole service. */
@NullMarked
package io.entropylong.retrieval;

import org.jspecify.annotations.NullMarked;
