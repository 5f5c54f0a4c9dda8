package io.entropylong.benchmarks.verification;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a memory for passages' keys and values would spare, if it kept those that were used last. Not thread-safe. */
final class KeptPassages {
    private final long capacity;
    private final Map<String, Integer> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long tokens;
    private long most;
    private long spared;

    /**
     * @param capacity tokens that are kept at most
     */
    KeptPassages(long capacity) {
        this.capacity = capacity;
    }

    void use(String passage, int length) {
        if (kept.get(passage) != null) {
            spared += length;
            return;
        }
        kept.put(passage, length);
        tokens += length;
        Iterator<Integer> oldest = kept.values().iterator();
        while (tokens > capacity) {
            tokens -= oldest.next();
            oldest.remove();
        }
        most = Math.max(most, tokens);
    }

    /** Tokens that did not have to be computed again. */
    long spared() {
        return spared;
    }

    /** Tokens that were kept at the most. */
    long most() {
        return most;
    }
}
