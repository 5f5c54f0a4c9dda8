/** The images: their Dockerfile, and what they run. */
@NullMarked
package io.entropylong.deployment.image;

import org.jspecify.annotations.NullMarked;
