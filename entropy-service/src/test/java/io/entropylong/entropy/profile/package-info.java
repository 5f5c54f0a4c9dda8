/** Tests. */
@NullMarked
package io.entropylong.entropy.profile;

import org.jspecify.annotations.NullMarked;
