@NullMarked
package io.entropylong.languagemodel;

import org.jspecify.annotations.NullMarked;
