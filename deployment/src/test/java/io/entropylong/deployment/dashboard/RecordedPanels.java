package io.entropylong.deployment.dashboard;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a dashboard's panels show of a time, as JSON that {@code deployment/draw-panels.py} draws. */
final class RecordedPanels {
    private static final long STEPS = 120;

    private final Prometheus prometheus;
    private final Instant from;
    private final Instant to;
    private final UnaryOperator<String> substituted;

    /**
     * @param substituted a query with its variables replaced
     */
    RecordedPanels(Prometheus prometheus, Instant from, Instant to, UnaryOperator<String> substituted) {
        this.prometheus = prometheus;
        this.from = from;
        this.to = to;
        this.substituted = substituted;
    }

    void write(Dashboard dashboard, Path file) throws IOException, InterruptedException {
        List<Map<String, Object>> panels = new ArrayList<>();
        for (JsonNode panel : dashboard.panels()) {
            List<Map<String, Object>> targets = new ArrayList<>();
            for (JsonNode target : panel.path("targets")) targets.add(answer(target));
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("title", panel.path("title"));
            shown.put("type", panel.path("type"));
            shown.put("unit", panel.at("/fieldConfig/defaults/unit"));
            shown.put("place", panel.path("gridPos"));
            shown.put("targets", targets);
            panels.add(shown);
        }
        Map<String, Object> recorded = new LinkedHashMap<>();
        recorded.put("title", dashboard.json().path("title"));
        recorded.put("from", from.getEpochSecond());
        recorded.put("panels", panels);
        Files.writeString(file, JsonMapper.shared().writeValueAsString(recorded));
    }

    private Map<String, Object> answer(JsonNode target) throws IOException, InterruptedException {
        String query = URLEncoder.encode(substituted.apply(target.path("expr").asString()), StandardCharsets.UTF_8);
        String path;
        if (target.path("instant").asBoolean(false)) {
            path = "/api/v1/query?query=" + query + "&time=" + to.getEpochSecond();
        } else {
            long step = Math.max(1, Duration.between(from, to).toSeconds() / STEPS);
            path = "/api/v1/query_range?query=" + query + "&start=" + from.getEpochSecond() + "&end="
                    + to.getEpochSecond() + "&step=" + step;
        }
        Map<String, Object> recorded = new LinkedHashMap<>();
        recorded.put("legend", target.path("legendFormat").asString(""));
        recorded.put("result", prometheus.get(path).at("/data/result"));
        return recorded;
    }
}
