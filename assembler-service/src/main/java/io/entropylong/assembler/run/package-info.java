/** Runs: what is asked for, its defaults, and what is known of it. */
@NullMarked
package io.entropylong.assembler.run;

import org.jspecify.annotations.NullMarked;
