@NullMarked
package io.entropylong.embedded;

import org.jspecify.annotations.NullMarked;
