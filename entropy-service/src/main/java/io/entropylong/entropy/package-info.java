/** The entropy service: the only one that runs the language model. */
@NullMarked
package io.entropylong.entropy;

import org.jspecify.annotations.NullMarked;
