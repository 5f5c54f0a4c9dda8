/** Makes the topics as a step of its own, before any service starts. */
@NullMarked
package io.entropylong.topics;

import org.jspecify.annotations.NullMarked;
