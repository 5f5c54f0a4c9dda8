/** The chart: each preset rendered and validated. */
@NullMarked
package io.entropylong.deployment.chart;

import org.jspecify.annotations.NullMarked;
