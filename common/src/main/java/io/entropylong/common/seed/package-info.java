/** Everything random in a run, as pure functions of its seed. */
@NullMarked
package io.entropylong.common.seed;

import org.jspecify.annotations.NullMarked;
