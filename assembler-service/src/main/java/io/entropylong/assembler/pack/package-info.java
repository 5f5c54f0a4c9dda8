/** Packing units into samples of an exact length, as a pure function of a run's units. */
@NullMarked
package io.entropylong.assembler.pack;

import org.jspecify.annotations.NullMarked;
