/** The REST interface. */
@NullMarked
package io.entropylong.retrieval.web;

import org.jspecify.annotations.NullMarked;
