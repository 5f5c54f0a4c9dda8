/** The dataset folder: shards, provenance and manifest, written once whatever is redelivered. */
@NullMarked
package io.entropylong.assembler.dataset;

import org.jspecify.annotations.NullMarked;
