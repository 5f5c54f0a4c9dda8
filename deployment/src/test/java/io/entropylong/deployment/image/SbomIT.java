package io.entropylong.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.deployment.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bills of materials that the build has put into the images. */
class SbomIT {
    @ParameterizedTest
    @ValueSource(strings = {"topics", "entropy", "retrieval", "verifier", "assembler"})
    void namesEveryJarOfTheImageAndNoOther(String image) throws IOException {
        Path layers = Project.file("docker").resolve(image).resolve("target/layers");
        JsonNode bill = JsonMapper.shared()
                .readTree(layers.resolve("application/bom.json").toFile());
        Set<String> named = new TreeSet<>();
        for (JsonNode component : bill.path("components")) {
            named.add(component.path("name").asString() + "-"
                    + component.path("version").asString());
            assertThat(component.path("purl").asString(""))
                    .as(component.path("name").asString())
                    .startsWith("pkg:maven/");
            assertThat(component.path("hashes")).isNotEmpty();
        }

        Set<String> lying = new TreeSet<>(jars(layers.resolve("dependencies")));
        // the topics' image is a module with code of its own
        lying.addAll(jars(layers.resolve("application")));
        lying.removeIf(name -> name.startsWith("entropylong-docker-"));
        assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(lying).isNotEmpty().allSatisfy(jar -> assertThat(named)
                .as("a classifier may stand behind the version")
                .anyMatch(jar::startsWith));
        assertThat(named).allSatisfy(name -> assertThat(lying).anyMatch(jar -> jar.startsWith(name)));
    }

    private static Set<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("\\.jar$", ""))
                    .collect(Collectors.toSet());
        }
    }
}
