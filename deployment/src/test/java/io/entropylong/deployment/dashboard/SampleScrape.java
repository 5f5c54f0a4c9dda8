package io.entropylong.deployment.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The text of a scrape that has every metric of the catalogue with every combination of its labels, growing with time. */
final class SampleScrape {
    private static final List<String> BOUNDS = List.of("0.1", "0.4", "1.0", "+Inf");

    private SampleScrape() {}

    /**
     * @param tick how many scrapes came before
     */
    static String text(int tick) {
        StringBuilder text = new StringBuilder();
        for (MetricCatalog.Metric metric : MetricCatalog.read()) {
            if (metric.source().equals("prometheus")) continue;
            for (Map<String, String> labels : metric.combinations()) append(text, metric, labels, tick);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, MetricCatalog.Metric metric, Map<String, String> labels, int tick) {
        switch (metric.type()) {
            case "histogram" -> {
                for (int i = 0; i < BOUNDS.size(); i++) {
                    Map<String, String> bucket = new LinkedHashMap<>(labels);
                    bucket.put("le", BOUNDS.get(i));
                    line(text, metric.name() + "_bucket", bucket, (i + 1.0) * tick);
                }
                sumAndCount(text, metric, labels, tick);
            }
            case "summary" -> sumAndCount(text, metric, labels, tick);
            case "counter" -> line(text, metric.name(), labels, 10.0 * tick);
            default -> line(text, metric.name(), labels, gauge(labels, tick));
        }
    }

    /** A state is 1, units get done, the rest wavers. */
    private static double gauge(Map<String, String> labels, int tick) {
        if ("planned".equals(labels.get("state"))) return 1_000_000;
        if (Set.of("done", "failed").contains(labels.getOrDefault("state", ""))) return tick;
        return labels.containsKey("state") || labels.containsKey("revision") ? 1 : 100 + tick % 3;
    }

    private static void sumAndCount(
            StringBuilder text, MetricCatalog.Metric metric, Map<String, String> labels, int tick) {
        line(text, metric.name() + "_sum", labels, 2.0 * tick);
        line(text, metric.name() + "_count", labels, (double) BOUNDS.size() * tick);
    }

    private static void line(StringBuilder text, String name, Map<String, String> labels, double value) {
        String inBraces = labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        text.append(name)
                .append('{')
                .append(inBraces)
                .append("} ")
                .append(value)
                .append('\n');
    }
}
