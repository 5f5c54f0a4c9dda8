/** Finds the tokens of a root that the model cannot predict (EntropyLong, steps 1 and 2). */
@NullMarked
package io.entropylong.entropy.profile;

import org.jspecify.annotations.NullMarked;
