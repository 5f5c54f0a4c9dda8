package io.entropylong.verifier.bindings;

import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.Distribution;
import io.entropylong.messaging.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.stream.IntStream;

/** Counts what became of roots and candidates. After a crash, what is done again is counted again. */
final class VerifyMeters {
    private static final double[] GAINS =
            IntStream.rangeClosed(-10, 10).mapToDouble(tenth -> tenth / 10.0).toArray();

    private final Counter units;
    private final Counter refused;
    private final Counter failed;
    private final Counter accepted;
    private final Counter rejected;
    private final Counter tooLong;
    private final Counter pruned;
    private final Counter naiveTokens;
    private final DistributionSummary state;
    private final DistributionSummary material;
    private final MeterRegistry registry;
    private final Distribution gains;

    VerifyMeters(MeterRegistry registry, PrometheusRegistry distributions) {
        gains = new Distribution(
                distributions,
                "entropylong_verification_gain_ratio",
                "gains (H - H') / H of scored pairs; accepted ones lie above epsilon",
                "outcome",
                GAINS);
        this.registry = registry;
        units = roots(registry, "ok");
        refused = roots(registry, "skipped");
        failed = roots(registry, "failed");
        accepted = candidates(registry, "accepted");
        rejected = candidates(registry, "rejected");
        tooLong = candidates(registry, "failed");
        pruned = candidates(registry, "pruned");
        state = stored(registry, "state");
        material = stored(registry, "material");
        naiveTokens = Counter.builder("entropylong.verify.tokens.naive")
                .description("what one forward pass for each scored pair would have cost")
                .register(registry);
    }

    private static DistributionSummary stored(MeterRegistry registry, String part) {
        return DistributionSummary.builder("entropylong.verify.root")
                .description(
                        "what the store holds of a root: its state, written once a wave, or its material, written once")
                .baseUnit("bytes")
                .tag("part", part)
                .register(registry);
    }

    private static Counter roots(MeterRegistry registry, String outcome) {
        return Counter.builder("entropylong.stage.records")
                .description("roots that were concluded; skipped ones by a refusal")
                .tag("stage", "verify")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Counter candidates(MeterRegistry registry, String outcome) {
        return Counter.builder("entropylong.candidates.verified")
                .description(
                        "candidates of concluded roots; failed ones did not fit the window, pruned ones were not asked")
                .tag("outcome", outcome)
                .register(registry);
    }

    void concluded(RootConcluded event) {
        int contexts = 0;
        switch (event) {
            case RootConcluded.Unit unit -> {
                contexts = unit.contexts().size();
                units.increment();
            }
            case RootConcluded.Refused refusal ->
                (refusal.reason() == RefusalReason.FAILED ? failed : refused).increment();
        }
        RootConcluded.Cost cost = event.cost();
        accepted.increment(contexts);
        rejected.increment(cost.candidatesScored() - contexts);
        tooLong.increment(cost.tooLong());
        pruned.increment(cost.candidates() - cost.candidatesScored() - cost.tooLong());
        naiveTokens.increment((double) cost.naiveTokens());
    }

    /** A pair's gain, and whether it lies above epsilon. */
    void scored(boolean accepted, double gain) {
        gains.record(accepted ? "accepted" : "rejected", gain);
    }

    /** The size of a root's state as it was written. */
    void state(long bytes) {
        state.record((double) bytes);
    }

    /** The size of a concluded root's material. */
    void material(long bytes) {
        material.record((double) bytes);
    }

    void buried(DeadLetter letter) {
        Outbox.deadLetters(registry, "verify", letter).increment();
    }
}
