/** Tests of the method. */
@NullMarked
package io.entropylong.verifier.verification;

import org.jspecify.annotations.NullMarked;
