/** The dashboards and the metrics that they and the rules use. */
@NullMarked
package io.entropylong.deployment.dashboard;

import org.jspecify.annotations.NullMarked;
