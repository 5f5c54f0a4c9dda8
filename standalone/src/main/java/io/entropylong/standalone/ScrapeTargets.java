package io.entropylong.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Where the services' metrics are, in the form that Prometheus reads as {@code file_sd_configs}. */
final class ScrapeTargets {
    static final String FILE = "prometheus-targets.json";

    private ScrapeTargets() {}

    static void write(Path file, Map<String, URI> services) throws IOException {
        List<?> targets = new TreeMap<>(services)
                .entrySet().stream()
                        .map(service -> Map.of(
                                "targets",
                                List.of(service.getValue().getAuthority()),
                                "labels",
                                Map.of(
                                        "service", service.getKey(),
                                        "namespace", "local",
                                        "__metrics_path__", "/actuator/prometheus")))
                        .toList();
        Files.writeString(file, JsonMapper.shared().writeValueAsString(targets));
    }
}
