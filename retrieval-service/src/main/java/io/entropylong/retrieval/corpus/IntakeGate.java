package io.entropylong.retrieval.corpus;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps new files out while too many documents wait to be indexed: until then they lie in a topic, whose disk has an end. A
 * file that is being read is read to its end. Thread-safe.
 */
public final class IntakeGate {
    private final LongSupplier waiting;
    private final long most;
    private final Duration pause;

    /**
     * @param waiting documents that are not indexed yet
     * @param most of them with which another file is let in
     * @param pause after which it makes sense to ask again
     */
    public IntakeGate(LongSupplier waiting, long most, Duration pause) {
        this.waiting = waiting;
        this.most = most;
        this.pause = pause;
    }

    /**
     * @throws BacklogException when a file has to wait
     */
    public void requireRoom() {
        long now = waiting.getAsLong();
        if (now > most) throw new BacklogException(now, most, pause);
    }

    /** Returns when a file may be read. */
    public void awaitRoom() throws InterruptedException {
        while (waiting.getAsLong() > most) Thread.sleep(pause);
    }
}
