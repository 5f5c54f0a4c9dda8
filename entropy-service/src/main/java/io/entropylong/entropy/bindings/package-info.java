/** Connects the topics to the domain; holds no logic of the method. */
@NullMarked
package io.entropylong.entropy.bindings;

import org.jspecify.annotations.NullMarked;
