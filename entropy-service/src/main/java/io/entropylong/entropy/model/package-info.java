/** Puts the language-model library behind the seam that the domain knows. */
@NullMarked
package io.entropylong.entropy.model;

import org.jspecify.annotations.NullMarked;
