/** Starts the broker and the search node as child processes that die with this one. */
@NullMarked
package io.entropylong.embedded;

import org.jspecify.annotations.NullMarked;
