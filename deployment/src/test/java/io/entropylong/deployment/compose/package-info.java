/** The compose file. */
@NullMarked
package io.entropylong.deployment.compose;

import org.jspecify.annotations.NullMarked;
