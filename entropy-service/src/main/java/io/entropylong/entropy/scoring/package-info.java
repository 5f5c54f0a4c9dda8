/** What a language model is to this service, and how sequences go through it. */
@NullMarked
package io.entropylong.entropy.scoring;

import org.jspecify.annotations.NullMarked;
