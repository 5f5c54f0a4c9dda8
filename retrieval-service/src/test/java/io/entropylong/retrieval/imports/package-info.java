/** Tests of imports. */
@NullMarked
package io.entropylong.retrieval.imports;

import org.jspecify.annotations.NullMarked;
