/** Puts the verification between the topics. */
@NullMarked
package io.entropylong.verifier.bindings;

import org.jspecify.annotations.NullMarked;
