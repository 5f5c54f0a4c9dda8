/** What the entropy service keeps of its engine's speed. */
@NullMarked
package io.entropylong.benchmarks.scoring;

import org.jspecify.annotations.NullMarked;
