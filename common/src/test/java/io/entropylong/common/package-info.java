@NullMarked
package io.entropylong.common;

import org.jspecify.annotations.NullMarked;
