package io.entropylong.deployment.dashboard;

import io.entropylong.deployment.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard as Grafana reads it. */
record Dashboard(String file, JsonNode json) {
    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(Project.file("helm/entropylong/dashboards"))) {
            return files.sorted().map(Dashboard::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dashboard read(Path path) {
        return new Dashboard(path.getFileName().toString(), new JsonMapper().readTree(path.toFile()));
    }

    /** All panels but rows, also those of collapsed rows. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        collect(json.path("panels"), panels);
        return panels;
    }

    private static void collect(JsonNode from, List<JsonNode> panels) {
        for (JsonNode panel : from) {
            if (panel.path("type").asString().equals("row")) collect(panel.path("panels"), panels);
            else panels.add(panel);
        }
    }

    List<JsonNode> variables() {
        List<JsonNode> variables = new ArrayList<>();
        json.at("/templating/list").forEach(variables::add);
        return variables;
    }

    /** The queries of the panels. */
    List<PromQuery> queries() {
        List<PromQuery> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            panel.path("targets")
                    .forEach(target ->
                            queries.add(new PromQuery(target.path("expr").asString())));
        }
        return queries;
    }

    /** Queries beside the panels': annotations, and the metrics whose labels fill a variable. */
    List<PromQuery> otherQueries() {
        List<PromQuery> queries = new ArrayList<>();
        json.at("/annotations/list")
                .forEach(a -> queries.add(new PromQuery(a.at("/target/expr").asString())));
        for (JsonNode variable : variables()) {
            String query = variable.at("/query/query").asString("");
            if (query.startsWith("label_values(")) {
                queries.add(new PromQuery(query.substring("label_values(".length(), query.lastIndexOf(','))));
            }
        }
        return queries;
    }

    @Override
    public String toString() {
        return file;
    }
}
