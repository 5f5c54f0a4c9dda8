/** Kafka: the functions that tie the domain to topics and stores. */
@NullMarked
package io.entropylong.assembler.bindings;

import org.jspecify.annotations.NullMarked;
