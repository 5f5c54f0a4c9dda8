package io.entropylong.deployment.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.deployment.Project;
import io.entropylong.deployment.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rules as promtool sees them, and what an alert owes to whoever it wakes. */
class RulesTest {
    private static final Path UNIT_TESTS = Project.file("deployment/src/test/promtool");

    @Test
    void promtoolAcceptsTheRules() {
        Tool.Result result = Tool.PROMTOOL.run(
                Project.file(""),
                Stream.concat(Stream.of("check", "rules"), Rules.FILES.stream()).toList());

        assertThat(result.exit()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "error-budget.yaml"})
    void alertsFireWhenTheyShouldAndOnlyThen(String file) {
        Tool.Result result = Tool.PROMTOOL.run(UNIT_TESTS, List.of("test", "rules", file));

        assertThat(result.exit()).as(result.output()).isZero();
    }

    @Test
    void everyAlertHasATestInWhichItFires() throws IOException {
        Set<String> fired = new TreeSet<>();
        try (Stream<Path> files = Files.list(UNIT_TESTS)) {
            for (Path file : files.toList()) {
                for (JsonNode test : new YAMLMapper().readTree(file.toFile()).path("tests")) {
                    for (JsonNode expectation : test.path("alert_rule_test")) {
                        if (!expectation.path("exp_alerts").isEmpty()) {
                            fired.add(expectation.path("alertname").asString());
                        }
                    }
                }
            }
        }

        assertThat(fired).isEqualTo(names());
    }

    @Test
    void everyAlertSaysWhatIsWrongHowBadAndWhatToDo() {
        for (JsonNode alert : Rules.alerts()) {
            String name = alert.path("alert").asString();
            assertThat(name).startsWith("EntropyLong");
            assertThat(alert.at("/annotations/summary").asString()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/description").asString()).as(name).matches(".+[.?]");
            assertThat(alert.at("/labels/severity").asString()).as(name).isIn("critical", "warning", "info");
            assertThat(alert.at("/annotations/runbook_url").asString()).isEqualTo("docs/runbooks/" + name + ".md");
        }
    }

    @Test
    void thereIsARunbookForEachAlertAndNoOther() throws IOException {
        try (Stream<Path> pages = Files.list(Project.file("docs/runbooks"))) {
            Set<String> titles = pages.map(page -> page.getFileName().toString().replace(".md", ""))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(titles).isEqualTo(names());
        }
        for (String name : names()) {
            assertThat(Project.text("docs/runbooks/" + name + ".md"))
                    .startsWith("# " + name + "\n")
                    .contains("## Meaning", "## Check", "## Mend");
        }
    }

    private static Set<String> names() {
        return Rules.alerts().stream()
                .map(alert -> alert.path("alert").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
