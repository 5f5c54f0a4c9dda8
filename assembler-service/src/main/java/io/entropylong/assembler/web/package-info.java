/** REST: runs and their progress. */
@NullMarked
package io.entropylong.assembler.web;

import org.jspecify.annotations.NullMarked;
