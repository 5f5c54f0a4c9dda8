/** The alerting rules and their runbooks. */
@NullMarked
package io.entropylong.deployment.alert;

import org.jspecify.annotations.NullMarked;
