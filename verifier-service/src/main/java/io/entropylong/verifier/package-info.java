/** The verifier service: decides which passages a root's high-entropy tokens depend on. */
@NullMarked
package io.entropylong.verifier;

import org.jspecify.annotations.NullMarked;
