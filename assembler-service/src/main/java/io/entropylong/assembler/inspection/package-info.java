/** Reads what a dataset folder holds so far, sample by sample, for people who look at it. */
@NullMarked
package io.entropylong.assembler.inspection;

import org.jspecify.annotations.NullMarked;
