/** Tests. */
@NullMarked
package io.entropylong.entropy.scoring;

import org.jspecify.annotations.NullMarked;
