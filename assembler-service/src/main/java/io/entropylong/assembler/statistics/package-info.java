/** Figures of a dataset, counted from its provenance: one code path for REST, the card and the command line. */
@NullMarked
package io.entropylong.assembler.statistics;

import org.jspecify.annotations.NullMarked;
