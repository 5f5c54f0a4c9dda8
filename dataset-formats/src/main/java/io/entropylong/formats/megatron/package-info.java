/** Megatron-LM's indexed dataset, byte for byte as its IndexedDatasetBuilder writes it, and a reader that checks it. */
@NullMarked
package io.entropylong.formats.megatron;

import org.jspecify.annotations.NullMarked;
