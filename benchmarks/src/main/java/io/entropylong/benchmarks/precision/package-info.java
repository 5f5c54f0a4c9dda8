/** What scoring candidates in a lower precision first would lose and save. */
@NullMarked
package io.entropylong.benchmarks.precision;

import org.jspecify.annotations.NullMarked;
