/** The {@code entropylong} command: starts everything on one machine and drives it over REST, as any user would. */
@NullMarked
package io.entropylong.standalone;

import org.jspecify.annotations.NullMarked;
