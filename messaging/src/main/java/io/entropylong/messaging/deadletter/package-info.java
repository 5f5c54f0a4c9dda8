/** Dead letters after the fact: looked at and sent again. */
@NullMarked
package io.entropylong.messaging.deadletter;

import org.jspecify.annotations.NullMarked;
