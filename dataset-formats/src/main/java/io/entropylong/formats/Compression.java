package io.entropylong.formats;

/** Whether the files of a format are compressed as a whole. */
public enum Compression {
    NONE,
    ZSTD
}
