/** The page that introduces a dataset: README.md with a head that the Hugging Face Hub reads, and its plots. */
@NullMarked
package io.entropylong.assembler.card;

import org.jspecify.annotations.NullMarked;
