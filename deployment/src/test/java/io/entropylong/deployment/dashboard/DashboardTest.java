package io.entropylong.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The rules of Grafana's dashboard linter, and a few of our own. */
class DashboardTest {
    private static final Set<String> WINDOWS = Set.of("$__rate_interval", "$__range");

    static Stream<Dashboard> dashboards() {
        return Dashboard.all().stream();
    }

    @Test
    void thereAreFiveUnderDifferentIds() {
        assertThat(Dashboard.all())
                .extracting(Dashboard::file)
                .containsExactly("models.json", "platform.json", "quality.json", "run.json", "stages.json");
        assertThat(Dashboard.all())
                .extracting(dashboard -> dashboard.json().path("uid").asString())
                .allMatch(uid -> uid.startsWith("entropylong-"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void isSharedAsCode(Dashboard dashboard) {
        JsonNode json = dashboard.json();

        assertThat(json.path("editable").asBoolean(true)).isFalse();
        assertThat(json.path("id").isMissingNode())
                .as("no number of one Grafana's database")
                .isTrue();
        assertThat(json.path("graphTooltip").asInt()).as("shared crosshair").isEqualTo(1);
        assertThat(json.path("description").asString()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void takesDatasourceAndNamespaceFromVariables(Dashboard dashboard) {
        List<String> names = dashboard.variables().stream()
                .map(variable -> variable.path("name").asString())
                .toList();
        assertThat(names).startsWith("datasource", "namespace");
        for (JsonNode variable : dashboard.variables()) {
            if (variable.path("type").asString().equals("query")) {
                assertThat(variable.path("refresh").asInt())
                        .as("reloads on time change")
                        .isEqualTo(2);
                assertThat(variable.at("/datasource/uid").asString()).isEqualTo("${datasource}");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelExplainsItself(Dashboard dashboard) {
        Set<String> titles = new HashSet<>();
        for (JsonNode panel : dashboard.panels()) {
            String title = panel.path("title").asString();
            assertThat(title).isNotBlank();
            assertThat(titles.add(title)).as("title given twice: " + title).isTrue();
            assertThat(panel.path("description").asString()).as(title).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asString(""))
                    .as(title)
                    .isNotBlank();
            assertThat(panel.at("/datasource/uid").asString()).as(title).isEqualTo("${datasource}");
            if (!panel.path("type").asString().equals("alertlist")) {
                assertThat(panel.path("targets").size()).as(title).isPositive();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsDoNotOverlap(Dashboard dashboard) {
        Set<String> taken = new HashSet<>();
        List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : dashboard.panels()) {
            ids.add(panel.path("id").asInt());
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = place.path("x").asInt(); x < right; x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertThat(taken.add(x + "," + y))
                            .as(panel.path("title").asString())
                            .isTrue();
                }
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void queriesUseKnownVariablesAndTheRightWindow(Dashboard dashboard) {
        List<String> known = dashboard.variables().stream()
                .map(variable -> variable.path("name").asString())
                .toList();
        for (PromQuery query : dashboard.queries()) {
            assertThat(known).as(query.text()).containsAll(query.variables());
            assertThat(WINDOWS).as(query.text()).containsAll(query.ranges());
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void countersAreNeverShownBare(Dashboard dashboard) {
        for (MetricCatalog.Metric metric : MetricCatalog.read()) {
            if (!metric.countsUp()) continue;
            for (String series : metric.series()) {
                assertThat(dashboard.queries()).as(series).noneMatch(query -> query.usesBare(series));
            }
        }
    }
}
