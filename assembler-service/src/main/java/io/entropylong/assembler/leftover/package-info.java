/** Units that filled no sample of their run become samples together with those of other runs. */
@NullMarked
package io.entropylong.assembler.leftover;

import org.jspecify.annotations.NullMarked;
