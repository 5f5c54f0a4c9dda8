/** Tests of the service as a whole. */
@NullMarked
package io.entropylong.verifier;

import org.jspecify.annotations.NullMarked;
