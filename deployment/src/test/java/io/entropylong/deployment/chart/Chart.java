package io.entropylong.deployment.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.entropylong.deployment.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart, rendered by Helm itself. */
final class Chart {
    static final Path FOLDER = Project.file("helm/entropylong");

    /** Without it this Helm renders as for Kubernetes 1.20. */
    private static final String KUBERNETES = "1.32.0";

    /** In the place of the annotation that makes a manifest a hook: this Helm leaves hooks out of what it renders. */
    static final String HOOK = "hook.example.org";

    private static final Path UNHOOKED = unhooked();

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---\\s*$");

    private Chart() {}

    /** Values that a preset leaves to its user. */
    static Map<String, String> servers() {
        return Map.of(
                "kafka.bootstrapServers", "kafka:9092",
                "opensearch.url", "http://opensearch:9200",
                "security.existingSecret", "api-keys");
    }

    /**
     * @param presets names of value files without their beginning and end, for instance gpu; later ones win
     * @param values what is set beside them
     * @return what would be sent to the cluster
     * @throws IllegalStateException when Helm refuses, with its message
     */
    static List<JsonNode> render(List<String> presets, Map<String, String> values) {
        TemplateCommand command = new Helm(UNHOOKED)
                .template()
                .withName("demo")
                .withNamespace("ns")
                .withKubeVersion(KUBERNETES);
        for (String preset : presets) command.withValuesFile(FOLDER.resolve("values-" + preset + ".yaml"));
        values.forEach(command::set);
        List<JsonNode> manifests = new ArrayList<>();
        for (String document : SEPARATOR.split(command.call(), -1)) {
            JsonNode manifest = new YAMLMapper().readTree(document);
            if (manifest.isObject()) manifests.add(manifest);
        }
        return manifests;
    }

    private static Path unhooked() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Path copy = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chart");
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(to.toAbsolutePath().getParent());
                Files.writeString(to, Files.readString(file).replace("helm.sh/hook", HOOK));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> ofKind(List<JsonNode> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asString().equals(kind))
                .toList();
    }

    /** The one of a kind and name. */
    static JsonNode named(List<JsonNode> manifests, String kind, String name) {
        return ofKind(manifests, kind).stream()
                .filter(manifest -> manifest.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }
}
