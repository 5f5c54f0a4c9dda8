/** What is kept in and asked of the search node. */
@NullMarked
package io.entropylong.retrieval.search;

import org.jspecify.annotations.NullMarked;
