package io.entropylong.deployment.dashboard;

import io.entropylong.deployment.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list of metrics that dashboards and rules use: src/test/resources/metrics.txt. */
public final class MetricCatalog {
    private MetricCatalog() {}

    /**
     * @param type counter, gauge, histogram or summary
     * @param source who exports it: suite, platform, node or prometheus
     * @param labels those that are counted on, with some of their values
     */
    public record Metric(String name, String type, String source, Map<String, List<String>> labels) {
        /** The names of its series as queries know them. */
        public Set<String> series() {
            return switch (type) {
                case "histogram" -> Set.of(name + "_bucket", name + "_sum", name + "_count");
                case "summary" -> Set.of(name + "_sum", name + "_count");
                default -> Set.of(name);
            };
        }

        /** Whether it must be under rate() or increase(): all series of a histogram or a summary count up. */
        boolean countsUp() {
            return !type.equals("gauge");
        }

        /** Every combination of the label values. */
        List<Map<String, String>> combinations() {
            List<Map<String, String>> all = List.of(Map.of());
            for (Map.Entry<String, List<String>> label : labels.entrySet()) {
                List<Map<String, String>> longer = new ArrayList<>();
                for (Map<String, String> before : all) {
                    for (String value : label.getValue()) {
                        Map<String, String> one = new LinkedHashMap<>(before);
                        one.put(label.getKey(), value);
                        longer.add(one);
                    }
                }
                all = longer;
            }
            return all;
        }
    }

    /** All metrics, as they stand in the file. */
    public static List<Metric> read() {
        return Project.text("deployment/src/test/resources/metrics.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(MetricCatalog::metric)
                .toList();
    }

    private static Metric metric(String line) {
        String[] words = line.split(" ", -1);
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (int i = 3; i < words.length; i++) {
            String[] label = words[i].split("=", 2);
            labels.put(label[0], List.of(label[1].split("\\|", -1)));
        }
        return new Metric(words[0], words[1], words[2], labels);
    }

    /** The names of all series. */
    static Set<String> seriesNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Metric metric : read()) names.addAll(metric.series());
        return names;
    }
}
