package io.entropylong.entropy.bindings;

import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.Phase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** Counts and times forward passes. */
final class PassMeters implements PassListener {
    private final PhaseMeters profile;
    private final PhaseMeters verify;

    PassMeters(MeterRegistry registry) {
        profile = PhaseMeters.register(registry, Phase.PROFILE);
        verify = PhaseMeters.register(registry, Phase.VERIFY);
    }

    @Override
    public void passed(Phase phase, int forwardTokens, Duration elapsed) {
        PhaseMeters meters =
                switch (phase) {
                    case PROFILE -> profile;
                    case VERIFY -> verify;
                };
        meters.tokens().increment(forwardTokens);
        meters.passes().record(elapsed);
    }

    private record PhaseMeters(Counter tokens, Timer passes) {
        static PhaseMeters register(MeterRegistry registry, Phase phase) {
            String name = phase.name().toLowerCase(Locale.ROOT);
            Counter tokens = Counter.builder("entropylong.model.tokens")
                    .description("tokens that went through the model's layers")
                    .baseUnit("tokens")
                    .tag("phase", name)
                    .register(registry);
            Timer passes = Timer.builder("entropylong.model.forward")
                    .description("forward passes of one sequence")
                    .tag("phase", name)
                    .register(registry);
            return new PhaseMeters(tokens, passes);
        }
    }
}
