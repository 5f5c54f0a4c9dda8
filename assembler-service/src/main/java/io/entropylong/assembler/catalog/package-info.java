/** What is recorded of all runs. */
@NullMarked
package io.entropylong.assembler.catalog;

import org.jspecify.annotations.NullMarked;
