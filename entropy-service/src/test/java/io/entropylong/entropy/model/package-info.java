/** Tests. */
@NullMarked
package io.entropylong.entropy.model;

import org.jspecify.annotations.NullMarked;
