package io.entropylong.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.deployment.alert.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Dashboards and rules use the metrics of the catalogue, and all of them. */
class MetricsTest {
    @Test
    void whatIsUsedIsInTheCatalogue() {
        Set<String> known = new TreeSet<>(MetricCatalog.seriesNames());
        known.addAll(recorded());

        assertThat(known).containsAll(used());
    }

    @Test
    void whatIsInTheCatalogueIsUsed() {
        Set<String> used = used();

        for (MetricCatalog.Metric metric : MetricCatalog.read()) {
            assertThat(metric.series()).as(metric.name()).anyMatch(used::contains);
        }
    }

    @Test
    void whatIsRecordedIsUsed() {
        assertThat(used()).containsAll(recorded());
    }

    @Test
    void namesFollowPrometheusConventions() {
        for (MetricCatalog.Metric metric : MetricCatalog.read()) {
            assertThat(metric.type()).as(metric.name()).isIn("counter", "gauge", "histogram", "summary");
            assertThat(metric.source()).as(metric.name()).isIn("suite", "platform", "node", "prometheus");
            assertThat(metric.source().equals("suite"))
                    .as(metric.name())
                    .isEqualTo(metric.name().startsWith("entropylong_"));
            if (metric.source().equals("suite")) {
                assertThat(metric.name().endsWith("_total"))
                        .as(metric.name())
                        .isEqualTo(metric.type().equals("counter"));
            }
        }
    }

    private static Set<String> used() {
        List<PromQuery> queries = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.all()) {
            queries.addAll(dashboard.queries());
            queries.addAll(dashboard.otherQueries());
        }
        Rules.all().forEach(rule -> queries.add(new PromQuery(rule.path("expr").asString())));
        Set<String> names = new TreeSet<>();
        queries.forEach(query -> names.addAll(query.metrics()));
        return names;
    }

    private static Set<String> recorded() {
        Set<String> names = new TreeSet<>();
        for (JsonNode rule : Rules.all()) {
            if (rule.has("record")) names.add(rule.path("record").asString());
        }
        return names;
    }
}
