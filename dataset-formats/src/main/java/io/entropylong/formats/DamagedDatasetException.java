package io.entropylong.formats;

import java.io.IOException;
import java.nio.file.Path;

/** A dataset's file says something that cannot be; the message carries file, field and problem. */
public final class DamagedDatasetException extends IOException {
    private static final long serialVersionUID = 1;

    public DamagedDatasetException(Path file, String field, String problem) {
        super(file + ": " + field + ": " + problem);
    }
}
