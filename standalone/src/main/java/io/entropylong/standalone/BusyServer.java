package io.entropylong.standalone;

import java.time.Duration;

/** The server has too much to do now and says when to come back. */
final class BusyServer extends UserError {
    static final int STATUS = 429;

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    BusyServer(String message, Duration pause) {
        super(message);
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
