package io.entropylong.deployment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.topic.TopicProvision;
import io.entropylong.deployment.Project;
import io.entropylong.deployment.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The compose file as Compose itself resolves it. */
class ComposeTest {
    private static final Set<String> OURS =
            Set.of("topics", "model-cache", "retrieval", "entropy", "entropy-gpu", "verifier", "assembler");
    private static final long LARGEST_MACHINE_BYTES = 16_000_000_000L;

    static Stream<List<String>> profiles() {
        List<String> all = List.of("gpu", "observability", "s3");
        return Stream.iterate(0, set -> set < 1 << all.size(), set -> set + 1)
                .map(set -> Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                        .filter(i -> (set >> i & 1) == 1)
                        .map(all::get)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void composeAccepts(List<String> profiles) {
        Tool.Result result = compose(profiles, Map.of(), "config", "--quiet");

        assertThat(result.output()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void fitsAMachineOf16Gigabytes(List<String> profiles) {
        Map<String, String> settings = profiles.contains("gpu") ? Map.of("ENTROPYLONG_CPU_ENTROPY", "0") : Map.of();
        long total = 0;
        for (Map.Entry<String, JsonNode> service : services(profiles, settings).properties()) {
            JsonNode deploy = service.getValue().path("deploy");
            long limit = deploy.at("/resources/limits/memory").asLong(0);
            assertThat(limit).as(service.getKey()).isPositive();
            total += limit * deploy.path("replicas").asInt(1);
        }

        assertThat(total).isLessThan(LARGEST_MACHINE_BYTES);
    }

    @Test
    void listensOnThisMachineOnly() {
        everything().forEachEntry((name, service) -> service.path("ports")
                .forEach(port ->
                        assertThat(port.path("host_ip").asString()).as(name).isEqualTo("127.0.0.1")));
    }

    @Test
    void noTwoServicesWantOnePort() {
        List<String> ports = new ArrayList<>();
        everything().forEach(service -> service.path("ports")
                .forEach(port -> ports.add(port.path("published").asString())));

        assertThat(ports).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    }

    @Test
    void imagesOfOthersArePinned() {
        everything().forEachEntry((name, service) -> {
            if (!OURS.contains(name)) {
                assertThat(service.path("image").asString())
                        .as(name)
                        .matches(".+:.*\\d+.*")
                        .doesNotContain("latest");
            }
        });
    }

    @Test
    void ourContainersCanWriteToTheirStateOnly() {
        JsonNode services = everything();
        for (String name : OURS) {
            JsonNode service = services.path(name);
            assertThat(service.path("read_only").asBoolean(false)).as(name).isTrue();
            assertThat(service.path("cap_drop").path(0).asString()).as(name).isEqualTo("ALL");
            assertThat(service.path("tmpfs").path(0).asString()).as(name).startsWith("/tmp:exec");
        }
    }

    @Test
    void ourImagesAreTargetsOfTheDockerfile() {
        String dockerfile = Project.text("docker/Dockerfile");
        JsonNode services = everything();
        for (String name : OURS) {
            JsonNode build = services.path(name).path("build");
            assertThat(build.path("dockerfile").asString()).isEqualTo("docker/Dockerfile");
            assertThat(dockerfile).contains(" AS " + build.path("target").asString() + "\n");
        }
    }

    @Test
    void servicesWaitForTheTopics() {
        JsonNode services = everything();
        for (String name : OURS) {
            if (!services.path(name).path("restart").asString("").equals("unless-stopped")) continue;
            assertThat(services.path(name).at("/depends_on/topics/condition").asString())
                    .as(name)
                    .isEqualTo("service_completed_successfully");
        }
    }

    @Test
    void theBrokerTakesTheLargestRecord() {
        assertThat(everything().at("/kafka/environment/KAFKA_MESSAGE_MAX_BYTES").asString())
                .isEqualTo(Integer.toString(TopicProvision.MAX_RECORD_BYTES));
    }

    /** A variable that is not explained cannot be found; one that is not read does nothing. */
    @Test
    void theExampleExplainsEveryVariable() {
        // with a default, or handed on without a value
        Pattern read = Pattern.compile("(?<!\\$)\\$\\{(\\w+):-|(?m)^ +(ENTROPYLONG_\\w+):$");
        Pattern explained = Pattern.compile("(?m)^#(ENTROPYLONG_\\w+)=");

        assertThat(names(explained, Project.text(".env.example")))
                .isEqualTo(names(read, Project.text("docker-compose.yml")));
    }

    /** What is written there must hold, also after the user has taken out every comment sign. */
    @Test
    void theExampleShowsTheDefaults() {
        Matcher used =
                Pattern.compile("\\$\\{(ENTROPYLONG_\\w+):-([^}]*)}").matcher(Project.text("docker-compose.yml"));
        String example = Project.text(".env.example");
        while (used.find()) {
            if (used.group(1).startsWith("ENTROPYLONG_MODEL") || used.group(1).equals("ENTROPYLONG_CPU_ENTROPY"))
                continue;
            assertThat(example).contains("#" + used.group(1) + "=" + used.group(2) + "\n");
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .collect(Collectors.toSet());
    }

    private static JsonNode everything() {
        return services(List.of("*"), Map.of());
    }

    private static JsonNode services(List<String> profiles, Map<String, String> settings) {
        Tool.Result result = compose(profiles, settings, "config", "--format", "json");
        assertThat(result.exit()).as(result.output()).isZero();
        return new JsonMapper().readTree(result.output()).path("services");
    }

    private static Tool.Result compose(List<String> profiles, Map<String, String> settings, String... command) {
        List<String> arguments = new ArrayList<>();
        // not the .env of whoever runs the test
        arguments.addAll(List.of("--env-file", "/dev/null"));
        for (String profile : profiles) arguments.addAll(List.of("--profile", profile));
        arguments.addAll(List.of(command));
        return Tool.COMPOSE.run(Project.file(""), settings, arguments);
    }
}
