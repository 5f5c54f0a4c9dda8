package io.entropylong.entropy.scoring;

import java.util.concurrent.Semaphore;

/**
 * Bounds the tokens of the passes that run at the same time, and so the memory that they take. Thread-safe; first come, first
 * served, so that a long pass waits for short ones but is not overtaken.
 */
final class TokensInFlight {
    private final int most;
    private final Semaphore free;

    /**
     * @param most at least 1; a pass with more runs alone
     */
    TokensInFlight(int most) {
        this.most = most;
        this.free = new Semaphore(most, true);
    }

    /** Waits until there is room. */
    void enter(int tokens) throws InterruptedException {
        free.acquire(share(tokens));
    }

    void leave(int tokens) {
        free.release(share(tokens));
    }

    int now() {
        return most - free.availablePermits();
    }

    private int share(int tokens) {
        return Math.min(tokens, most);
    }
}
