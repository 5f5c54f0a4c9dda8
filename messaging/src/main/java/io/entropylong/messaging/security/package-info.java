/** Who may use a service over HTTP. */
@NullMarked
package io.entropylong.messaging.security;

import org.jspecify.annotations.NullMarked;
