/** What all formats have in common: a training sample, its spans, and files that are there whole or not at all. */
@NullMarked
package io.entropylong.formats;

import org.jspecify.annotations.NullMarked;
