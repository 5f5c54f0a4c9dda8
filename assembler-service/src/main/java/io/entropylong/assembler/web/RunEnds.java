package io.entropylong.assembler.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When each run was first seen to have ended. Not thread-safe. */
final class RunEnds {
    private final Duration shown;
    private final Map<String, Instant> ended = new HashMap<>();

    /**
     * @param shown how long a run is shown after its end
     */
    RunEnds(Duration shown) {
        this.shown = shown;
    }

    boolean isShown(RunView run) {
        if (!run.state().isEnd()) return true;
        Instant end = ended.computeIfAbsent(run.run(), name -> Instant.now());
        return Duration.between(end, Instant.now()).compareTo(shown) < 0;
    }
}
