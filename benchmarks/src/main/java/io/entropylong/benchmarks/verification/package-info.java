/** What verification costs, held against the paper's own algorithm on the same roots and candidates. */
@NullMarked
package io.entropylong.benchmarks.verification;

import org.jspecify.annotations.NullMarked;
