/** Makes samples again from the corpus and their provenance, to show that nothing else went into them. */
@NullMarked
package io.entropylong.assembler.rebuild;

import org.jspecify.annotations.NullMarked;
