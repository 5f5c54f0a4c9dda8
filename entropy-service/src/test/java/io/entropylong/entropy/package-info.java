/** Tests. */
@NullMarked
package io.entropylong.entropy;

import org.jspecify.annotations.NullMarked;
