@NullMarked
package io.entropylong.standalone;

import org.jspecify.annotations.NullMarked;
