/** The main class of the child JVM that runs the search node. */
@NullMarked
package io.entropylong.embedded.search;

import org.jspecify.annotations.NullMarked;
