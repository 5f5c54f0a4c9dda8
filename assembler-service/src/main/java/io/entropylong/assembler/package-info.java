/** The assembler service: runs, packing and the dataset folder. */
@NullMarked
package io.entropylong.assembler;

import org.jspecify.annotations.NullMarked;
