package io.entropylong.entropy.bindings;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of a function's records. */
final class StageMeters {
    private final Counter done;
    private final Counter skipped;
    private final Counter malformed;
    private final Counter impossible;

    /**
     * @param stage the function's name
     */
    StageMeters(MeterRegistry registry, String stage) {
        done = records(registry, stage, "ok");
        skipped = records(registry, stage, "skipped");
        malformed = deadLetters(registry, stage, "malformed");
        impossible = deadLetters(registry, stage, "impossible");
    }

    private static Counter records(MeterRegistry registry, String stage, String outcome) {
        return Counter.builder("entropylong.stage.records")
                .description("records that were answered; skipped ones by a refusal")
                .tag("stage", stage)
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Counter deadLetters(MeterRegistry registry, String stage, String reason) {
        return Counter.builder("entropylong.dead.letters")
                .description("records that can never be answered")
                .tag("stage", stage)
                .tag("reason", reason)
                .register(registry);
    }

    void done() {
        done.increment();
    }

    void skipped() {
        skipped.increment();
    }

    void deadLetter(Rejected rejected) {
        (rejected.malformed() ? malformed : impossible).increment();
    }
}
