/** A run without its services: read back from its dataset, packed again and written as another one. */
@NullMarked
package io.entropylong.assembler.offline;

import org.jspecify.annotations.NullMarked;
