package io.entropylong.deployment.alert;

import io.entropylong.deployment.Project;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rule files of the chart. */
public final class Rules {
    /** The rule files, relative to the project folder. */
    public static final List<String> FILES =
            List.of("helm/entropylong/rules/recording.yaml", "helm/entropylong/rules/alerts.yaml");

    private Rules() {}

    /** Every rule of every group. */
    public static List<JsonNode> all() {
        List<JsonNode> rules = new ArrayList<>();
        for (String file : FILES) {
            for (JsonNode group : new YAMLMapper().readTree(Project.text(file)).path("groups")) {
                group.path("rules").forEach(rules::add);
            }
        }
        return rules;
    }

    static List<JsonNode> alerts() {
        return all().stream().filter(rule -> rule.has("alert")).toList();
    }
}
