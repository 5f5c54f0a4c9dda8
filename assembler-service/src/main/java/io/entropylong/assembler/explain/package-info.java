/** Tells of a dependency why it is one: the token, the passage, what was measured, and what each criterion says of it. */
@NullMarked
package io.entropylong.assembler.explain;

import org.jspecify.annotations.NullMarked;
