/** Other criteria and budgets, tried on the stored pairs of a finished run without a model. */
@NullMarked
package io.entropylong.assembler.sweep;

import org.jspecify.annotations.NullMarked;
