/** Tests of the topology. */
@NullMarked
package io.entropylong.verifier.bindings;

import org.jspecify.annotations.NullMarked;
