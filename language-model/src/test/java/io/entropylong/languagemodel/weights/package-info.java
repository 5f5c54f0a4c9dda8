@NullMarked
package io.entropylong.languagemodel.weights;

import org.jspecify.annotations.NullMarked;
