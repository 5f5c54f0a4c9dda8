/** Tests of candidates. */
@NullMarked
package io.entropylong.retrieval.candidate;

import org.jspecify.annotations.NullMarked;
