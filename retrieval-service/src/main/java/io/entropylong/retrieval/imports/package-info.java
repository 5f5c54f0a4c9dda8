/** Files that the service fetches by itself: from folders, buckets and the web. */
@NullMarked
package io.entropylong.retrieval.imports;

import org.jspecify.annotations.NullMarked;
