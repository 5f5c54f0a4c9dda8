package io.entropylong.verifier.bindings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Since when roots wait for a record. Only the time in which this instance ran counts: after a stop, however long, every wait
 * begins anew.
 */
final class Waits {
    private final long most;
    private final Map<String, Long> since = new HashMap<>();

    Waits(Duration most) {
        this.most = most.toMillis();
    }

    /** A root has begun to wait, or waits for something else now. */
    void begin(String root, long now) {
        since.put(root, now);
    }

    void end(String root) {
        since.remove(root);
    }

    /**
     * @param open roots without a terminal event
     * @param now in milliseconds
     * @return those that have waited too long
     */
    List<String> overdue(List<String> open, long now) {
        return open.stream()
                .filter(root -> now - since.computeIfAbsent(root, unseen -> now) >= most)
                .toList();
    }
}
