/** The REST interface and the pages on a real web server, over a dataset that is made here. */
@NullMarked
package io.entropylong.assembler.web;

import org.jspecify.annotations.NullMarked;
