package io.entropylong.entropy.bindings;

import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.messaging.Distribution;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts high-entropy positions and shows how their entropies lie. */
final class ProfileMeters {
    private static final double[] NATS = {0.1, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 10};

    private final Counter selected;
    private final Distribution entropies;

    ProfileMeters(MeterRegistry registry, PrometheusRegistry distributions) {
        selected = Counter.builder("entropylong.positions")
                .description("positions whose entropy lies above the root's threshold")
                .tag("outcome", "selected")
                .register(registry);
        entropies = new Distribution(
                distributions,
                "entropylong_token_entropy_nats",
                "entropies at the selected positions, without a context",
                "model",
                NATS);
    }

    void profiled(RootProfiled.Profile profile) {
        selected.increment(profile.positions().size());
        for (HighEntropyPosition position : profile.positions()) {
            entropies.record(profile.model().name(), position.entropy());
        }
    }
}
