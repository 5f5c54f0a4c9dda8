/** The retrieval service: its entry, its parts wired together, and its settings. */
@NullMarked
package io.entropylong.retrieval;

import org.jspecify.annotations.NullMarked;
