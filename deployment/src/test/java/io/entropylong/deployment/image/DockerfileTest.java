package io.entropylong.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.deployment.Project;
import io.entropylong.deployment.Tool;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every image promises, and the rules of hadolint. */
class DockerfileTest {
    private static final Set<String> TARGETS =
            Set.of("topics", "model-cache", "entropy", "entropy-cuda", "retrieval", "verifier", "assembler");

    private final Dockerfile file = Dockerfile.parse(Project.text("docker/Dockerfile"));

    @Test
    void hadolintFindsNothing() {
        Tool.Result result = Tool.HADOLINT.run(
                Project.file(""), List.of(Project.file("docker/Dockerfile").toString()));

        assertThat(result.output()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void everyImageBelowIsPinned() {
        Stream<String> literal = file.stages().values().stream().map(Dockerfile.Stage::base);
        Stream<String> defaults = Project.text("docker/Dockerfile")
                .lines()
                .filter(line -> line.startsWith("ARG "))
                .map(line -> line.substring(line.indexOf('=') + 1));
        assertThat(Stream.concat(literal, defaults).filter(name -> name.contains(":")))
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(image -> image.matches(".+:.*\\d+\\.\\d+.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "model-cache", "entropy", "entropy-cuda", "retrieval", "verifier", "assembler"})
    void runsAsAUserOfItsOwnAndTellsNobody(String target) {
        assertThat(file.last(target, "USER")).isEqualTo("10001:10001");
        assertThat(file.environment(target))
                .containsEntry("ORT_DISABLE_TELEMETRY", "1")
                .containsEntry("OPT_OUT_TRACKING", "true")
                .containsEntry("SERVER_ADDRESS", "0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "model-cache", "entropy", "entropy-cuda", "retrieval", "verifier", "assembler"})
    void whatChangesOftenIsTheLastLayer(String target) {
        List<String> copied =
                file.copies(target).stream().map(Dockerfile.Copy::target).toList();

        assertThat(copied).endsWith("/opt/entropylong/dependencies/", "/opt/entropylong/application/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"entropy", "entropy-cuda", "retrieval", "verifier", "assembler"})
    void exposesThePortThatItsHealthIsAskedOn(String target) {
        assertThat(file.last(target, "EXPOSE"))
                .isEqualTo(file.environment(target).get("SERVER_PORT"));
        assertThat(file.healthcheck(target)).containsExactly("/opt/entropylong/healthy");
    }

    @Test
    void theTwoEntropyImagesDifferInTheirLibrariesOnly() {
        List<String> cuda = file.entrypoint("entropy-cuda").stream()
                .filter(word -> !word.startsWith("-Donnxruntime.native.path="))
                .toList();

        assertThat(cuda).isEqualTo(file.entrypoint("entropy"));
        assertThat(file.image("entropy-cuda")).isEqualTo("${CUDA_IMAGE}");
        assertThat(file.image("entropy")).isEqualTo("${JAVA_IMAGE}");
        assertThat(file.environment("entropy-cuda")).containsAllEntriesOf(file.environment("entropy"));
    }

    @Test
    void hasATargetForEveryService() {
        assertThat(file.stages().keySet()).containsAll(TARGETS);
    }

    /** What is copied from the build must come in with the build context. */
    @Test
    void theContextHoldsAllModules() {
        List<String> ignore =
                Project.text("docker/Dockerfile.dockerignore").lines().toList();
        List<String> modules = Project.text("pom.xml")
                .lines()
                .filter(line -> line.contains("<module>"))
                .map(line -> line.replaceAll("\\s*</?module>", ""))
                .toList();

        for (String module : modules) {
            String folder = module.replaceAll("/.*", "");
            assertThat(ignore).containsAnyOf("!" + folder, "!" + module + "/pom.xml");
        }
    }
}
