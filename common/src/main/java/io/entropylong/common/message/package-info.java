/** The records that travel on the topics, and their JSON form. */
@NullMarked
package io.entropylong.common.message;

import org.jspecify.annotations.NullMarked;
