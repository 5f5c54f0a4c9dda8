/** MosaicML Streaming (MDS) datasets: shards and index written byte for byte as MDSWriter does, and read back with checks. */
@NullMarked
package io.entropylong.formats.mds;

import org.jspecify.annotations.NullMarked;
