/** Candidates and control passages for the positions of a root. */
@NullMarked
package io.entropylong.retrieval.candidate;

import org.jspecify.annotations.NullMarked;
