package io.entropylong.messaging;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * A histogram of real numbers: entropies, gains, similarities. Micrometer's summaries round values up to whole numbers
 * before they sort them into buckets, and drop negative ones, so this is the Prometheus client's own. Thread-safe.
 */
public final class Distribution {
    private final Histogram histogram;

    /**
     * @param name as a scrape shows it, unit included
     * @param label the one label's name
     * @param bounds upper bounds of the buckets, ascending
     */
    public Distribution(PrometheusRegistry registry, String name, String help, String label, double... bounds) {
        histogram = Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .classicOnly()
                .classicUpperBounds(bounds)
                // the exemplars' tracer is not on the class path
                .withoutExemplars()
                .register(registry);
    }

    public void record(String label, double value) {
        histogram.labelValues(label).observe(value);
    }
}
