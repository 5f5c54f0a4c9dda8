/** Tests. */
@NullMarked
package io.entropylong.entropy.context;

import org.jspecify.annotations.NullMarked;
