/** What nobody should send, sent often. */
@NullMarked
package io.entropylong.deployment.fuzz;

import org.jspecify.annotations.NullMarked;
