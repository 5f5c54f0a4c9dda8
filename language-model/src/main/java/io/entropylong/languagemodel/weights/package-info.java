/** Reads models as people ship them: GGUF files and Hugging Face folders. */
@NullMarked
package io.entropylong.languagemodel.weights;

import org.jspecify.annotations.NullMarked;
