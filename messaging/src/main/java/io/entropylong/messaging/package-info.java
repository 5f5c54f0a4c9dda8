/** What the services have in common as Spring applications on topics. Nothing here knows what a message means. */
@NullMarked
package io.entropylong.messaging;

import org.jspecify.annotations.NullMarked;
