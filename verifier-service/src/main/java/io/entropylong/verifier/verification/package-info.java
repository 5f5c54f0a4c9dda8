/** The method of verification, root by root; knows neither Spring nor Kafka. */
@NullMarked
package io.entropylong.verifier.verification;

import org.jspecify.annotations.NullMarked;
