/** Gives a finished dataset's units out as text. */
@NullMarked
package io.entropylong.assembler.export;

import org.jspecify.annotations.NullMarked;
