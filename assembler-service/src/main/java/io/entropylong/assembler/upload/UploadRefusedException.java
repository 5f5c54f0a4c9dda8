package io.entropylong.assembler.upload;

import java.io.IOException;

/** A dataset that cannot be uploaded there, however often it is tried; the message says why. */
public final class UploadRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    UploadRefusedException(String message) {
        super(message);
    }
}
