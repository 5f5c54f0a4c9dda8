/** Tests of corpora. */
@NullMarked
package io.entropylong.retrieval.corpus;

import org.jspecify.annotations.NullMarked;
