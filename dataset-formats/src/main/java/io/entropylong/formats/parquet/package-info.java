/** Training samples as Parquet files, written without Hadoop and read back by another library. */
@NullMarked
package io.entropylong.formats.parquet;

import org.jspecify.annotations.NullMarked;
