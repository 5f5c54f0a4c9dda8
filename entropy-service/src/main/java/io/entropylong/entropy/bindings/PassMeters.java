package io.entropylong.entropy.bindings;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.PassReport;
import io.entropylong.entropy.scoring.Phase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts and times forward passes, and names the model. */
final class PassMeters implements PassListener {
    private static final Duration[] OBJECTIVES = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final Map<Phase, PhaseMeters> phases = new EnumMap<>(Phase.class);

    PassMeters(MeterRegistry registry, ModelIdentity model) {
        String device = model.precision().startsWith("cuda") ? "cuda" : "cpu";
        for (Phase phase : Phase.values())
            phases.put(phase, PhaseMeters.register(registry, phase, model.name(), device));
        Gauge.builder("entropylong.model.info", () -> 1)
                .description("the model that is loaded; always 1")
                .tag("model", model.name())
                .tag(
                        "revision",
                        model.sha256().substring(0, Math.min(12, model.sha256().length())))
                .tag("precision", model.precision())
                .tag("provider", device)
                .tag("device", device)
                .register(registry);
    }

    @Override
    public void passed(PassReport pass) {
        PhaseMeters meters = of(pass.phase());
        meters.tokens().increment(pass.forwardTokens());
        meters.padding().increment(pass.paddingTokens());
        meters.batch().record(pass.forwardTokens() + (double) pass.paddingTokens());
        meters.queue().record(pass.waited());
        meters.passes().record(pass.elapsed());
    }

    @Override
    public void outOfMemory(Phase phase) {
        of(phase).outOfMemory().increment();
    }

    private PhaseMeters of(Phase phase) {
        PhaseMeters meters = phases.get(phase);
        if (meters == null) throw new IllegalStateException("no meters of " + phase);
        return meters;
    }

    private record PhaseMeters(
            Counter tokens,
            Counter padding,
            DistributionSummary batch,
            Timer queue,
            Timer passes,
            Counter outOfMemory) {
        static PhaseMeters register(MeterRegistry registry, Phase phase, String model, String device) {
            String name = phase.name().toLowerCase(Locale.ROOT);
            // nothing is kept of a pass: shown as 0, so that shares can be taken
            tokens(registry, name, "cached", model);
            return new PhaseMeters(
                    tokens(registry, name, "computed", model),
                    tokens(registry, name, "padding", model),
                    DistributionSummary.builder("entropylong.model.batch.tokens")
                            .description("tokens of a forward pass, padding included")
                            .tag("phase", name)
                            .register(registry),
                    Timer.builder("entropylong.model.queue.wait")
                            .description("time that a sequence waited for a thread")
                            .tag("phase", name)
                            .register(registry),
                    Timer.builder("entropylong.model.forward")
                            .description("forward passes")
                            .serviceLevelObjectives(OBJECTIVES)
                            .tag("phase", name)
                            .tag("model", model)
                            .tag("device", device)
                            .register(registry),
                    Counter.builder("entropylong.model.oom.retries")
                            .description("passes that failed for want of memory and were tried again")
                            .tag("phase", name)
                            .register(registry));
        }

        private static Counter tokens(MeterRegistry registry, String phase, String kind, String model) {
            return Counter.builder("entropylong.model.tokens")
                    .description("tokens of forward passes; computed ones went through the model's layers")
                    .tag("phase", phase)
                    .tag("kind", kind)
                    .tag("model", model)
                    .register(registry);
        }
    }
}
