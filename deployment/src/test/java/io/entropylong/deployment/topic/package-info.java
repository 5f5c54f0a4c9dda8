/** Topics on a real broker. */
@NullMarked
package io.entropylong.deployment.topic;

import org.jspecify.annotations.NullMarked;
