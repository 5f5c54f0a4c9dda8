/** Functions on the topics; the only code here that knows Kafka. */
@NullMarked
package io.entropylong.retrieval.bindings;

import org.jspecify.annotations.NullMarked;
