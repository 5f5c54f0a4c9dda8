/** The main class of the child JVM that runs the broker. */
@NullMarked
package io.entropylong.embedded.broker;

import org.jspecify.annotations.NullMarked;
