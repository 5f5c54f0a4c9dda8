/** Finished datasets go to an object store. */
@NullMarked
package io.entropylong.assembler.upload;

import org.jspecify.annotations.NullMarked;
