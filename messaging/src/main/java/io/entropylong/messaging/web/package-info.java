/** What the REST interfaces have in common. */
@NullMarked
package io.entropylong.messaging.web;

import org.jspecify.annotations.NullMarked;
