/** Training samples as lines of JSON, plain or in zstd. */
@NullMarked
package io.entropylong.formats.jsonl;

import org.jspecify.annotations.NullMarked;
