/** Runs the suite as separate processes, kills them at random, and compares what they leave. */
@NullMarked
package io.entropylong.benchmarks.kill;

import org.jspecify.annotations.NullMarked;
