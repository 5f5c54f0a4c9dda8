package io.entropylong.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and times what a stage does with its records. Thread-safe. */
public final class StageMeters {
    private static final Duration[] OBJECTIVES = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final Counter ok;
    private final Counter skipped;
    private final Counter failed;
    private final Timer succeeded;
    private final Timer broken;
    private final AtomicInteger inFlight;

    /**
     * @param stage ingest, index, plan, release, entropy, retrieve, score, verify or assemble
     */
    public StageMeters(MeterRegistry registry, String stage) {
        ok = records(registry, stage, "ok");
        skipped = records(registry, stage, "skipped");
        failed = records(registry, stage, "failed");
        succeeded = duration(registry, stage, "ok");
        broken = duration(registry, stage, "failed");
        inFlight = new AtomicInteger();
        Gauge.builder("entropylong.stage.inflight", inFlight, AtomicInteger::get)
                .description("records of the batches that are worked on")
                .tag("stage", stage)
                .register(registry);
    }

    /** Works on a batch of so many records. */
    public void batch(int records, Runnable work) {
        inFlight.addAndGet(records);
        long start = System.nanoTime();
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            inFlight.addAndGet(-records);
            (done ? succeeded : broken).record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    public void ok(int records) {
        ok.increment(records);
    }

    /** Records that were answered by a refusal. */
    public void skipped(int records) {
        skipped.increment(records);
    }

    /** Records that could not be worked on. */
    public void failed(int records) {
        failed.increment(records);
    }

    private static Counter records(MeterRegistry registry, String stage, String outcome) {
        return Counter.builder("entropylong.stage.records")
                .description("records that a stage has worked on; skipped ones were answered by a refusal")
                .tag("stage", stage)
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Timer duration(MeterRegistry registry, String stage, String outcome) {
        return Timer.builder("entropylong.stage.duration")
                .description("time that a stage took for a batch")
                .serviceLevelObjectives(OBJECTIVES)
                .tag("stage", stage)
                .tag("outcome", outcome)
                .register(registry);
    }
}
