@NullMarked
package io.entropylong.retrieval.duplicate;

import org.jspecify.annotations.NullMarked;
