/** Counts of a run's progress. */
@NullMarked
package io.entropylong.assembler.tally;

import org.jspecify.annotations.NullMarked;
