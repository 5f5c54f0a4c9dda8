/** What retrieval keeps of the speed of its engines. */
@NullMarked
package io.entropylong.benchmarks.retrieval;

import org.jspecify.annotations.NullMarked;
