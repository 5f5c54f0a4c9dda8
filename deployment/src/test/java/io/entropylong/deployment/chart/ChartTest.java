package io.entropylong.deployment.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.entropylong.deployment.Project;
import io.entropylong.deployment.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the chart makes of each preset and switch, and what it refuses. */
class ChartTest {
    private static final List<String> SERVICES = List.of("assembler", "entropy", "retrieval", "verifier");
    private static final Map<String, String> EVERYTHING = Map.ofEntries(
            Map.entry("ingress.enabled", "true"),
            Map.entry("ingress.host", "entropylong.example.org"),
            Map.entry("ingress.tlsSecret", "tls"),
            Map.entry("podDisruptionBudget.enabled", "true"),
            Map.entry("networkPolicy.enabled", "true"),
            Map.entry("serviceMonitor.enabled", "true"),
            Map.entry("prometheusRule.enabled", "true"),
            Map.entry("dashboards.enabled", "true"),
            Map.entry("services.retrieval.autoscaling.type", "hpa"),
            Map.entry("services.retrieval.autoscaling.maxReplicas", "4"));

    private static final Map<String, String> SECURED = Map.of(
            "kafka.client.security\\.protocol", "SASL_SSL",
            "kafka.client.sasl\\.mechanism", "SCRAM-SHA-512",
            "kafka.existingSecret", "kafka-user",
            "kafka.caSecret", "kafka-ca",
            "kafka.kedaAuthentication", "kafka-keda",
            "opensearch.url", "https://opensearch:9200",
            "opensearch.existingSecret", "opensearch-user",
            "opensearch.caSecret", "opensearch-ca");

    static Stream<Arguments> renderings() {
        return Stream.of(
                Arguments.of(List.of(), Map.of()),
                Arguments.of(List.of("laptop"), Map.of()),
                Arguments.of(List.of("gpu"), Map.of()),
                Arguments.of(List.of("production"), Map.of()),
                Arguments.of(List.of("production", "gpu"), Map.of()),
                Arguments.of(List.of("laptop"), EVERYTHING),
                Arguments.of(
                        List.of("gpu"),
                        Map.of(
                                "model.source", "s3",
                                "model.path", "model",
                                "model.s3.uri", "s3://models/llama",
                                "model.s3.endpoint", "http://minio:9000",
                                "model.s3.existingSecret", "keys",
                                "model.cache.existingClaim", "converted")),
                Arguments.of(
                        List.of(),
                        Map.of(
                                "model.source", "pvc",
                                "model.path", "model.gguf",
                                "model.pvc.existingClaim", "models",
                                "model.cache.existingClaim", "converted",
                                "image.pullSecrets[0]", "registry",
                                "services.assembler.datasets.existingClaim", "datasets")),
                Arguments.of(List.of("production"), SECURED),
                Arguments.of(
                        List.of("production"),
                        Map.of("security.mode", "oidc", "security.oidc.issuer", "https://id.example.org")));
    }

    private static List<JsonNode> render(List<String> presets, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Chart.servers());
        all.putAll(values);
        return Chart.render(presets, all);
    }

    @Test
    void helmFindsNothingToImprove() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyManifestFitsItsType(List<String> presets, Map<String, String> values) {
        List<JsonNode> manifests = render(presets, values);

        assertThat(manifests).hasSizeGreaterThanOrEqualTo(2 * SERVICES.size());
        manifests.forEach(Manifests::validate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec.replica", "spec.template.spec.containerz", "spec.updateStrategy.kind"})
    void aMisspeltFieldIsFound(String field) {
        ObjectNode manifest =
                (ObjectNode) Chart.named(render(List.of(), Map.of()), "StatefulSet", "demo-entropylong-entropy");
        ObjectNode at = manifest;
        String[] path = field.split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) at = (ObjectNode) at.path(path[i]);
        at.put(path[path.length - 1], "x");

        assertThatThrownBy(() -> Manifests.validate(manifest)).hasStackTraceContaining(path[path.length - 1]);
    }

    @Test
    void aMisspeltFieldOfAnOperatorIsFound() {
        List<JsonNode> manifests = render(List.of("production"), Map.of());
        ObjectNode monitor =
                (ObjectNode) Chart.ofKind(manifests, "ServiceMonitor").getFirst();
        ((ObjectNode) monitor.at("/spec/endpoints/0")).put("intervall", "15s");
        ObjectNode scaled = (ObjectNode) Chart.ofKind(manifests, "ScaledObject").getFirst();
        ((ObjectNode) scaled.at("/spec/triggers/0/metadata")).put("lagTreshold", "15");

        assertThatThrownBy(() -> Manifests.validate(monitor)).hasMessageContaining("intervall");
        assertThatThrownBy(() -> Manifests.validate(scaled)).hasMessageContaining("lagTreshold");
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyContainerIsConfined(List<String> presets, Map<String, String> values) {
        for (JsonNode set : Chart.ofKind(render(presets, values), "StatefulSet")) {
            JsonNode pod = set.at("/spec/template/spec");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asString())
                    .isEqualTo("RuntimeDefault");
            for (JsonNode container : pod.path("containers")) {
                boolean ours = SERVICES.contains(container.path("name").asString());
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean(false))
                        .isEqualTo(ours);
                assertThat(container.at("/resources/limits/memory").asString()).isNotBlank();
                assertThat(container.path("readinessProbe").isObject()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void selectorsHoldOnlyWhatNeverChanges(List<String> presets, Map<String, String> values) {
        for (JsonNode set : Chart.ofKind(render(presets, values), "StatefulSet")) {
            assertThat(set.at("/spec/selector/matchLabels").propertyNames())
                    .containsExactlyInAnyOrder(
                            "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");
        }
    }

    @Test
    void eachInstanceHasANameOfItsOwnForItsTransactions() {
        List<JsonNode> manifests = render(List.of(), Map.of());
        for (String service : List.of("entropy", "retrieval")) {
            JsonNode container = Chart.named(manifests, "StatefulSet", "demo-entropylong-" + service)
                    .at("/spec/template/spec/containers/0");
            assertThat(container.path("env").toString())
                    .contains(
                            "{\"name\":\"ENTROPYLONG_INSTANCE\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.name\"}}}");
        }
    }

    /** As names of the environment that SecuredSuiteIT starts the services with. */
    @Test
    void whatOpensServersComesFromSecrets() {
        List<JsonNode> manifests = render(List.of("production"), SECURED);
        JsonNode pod = Chart.named(manifests, "StatefulSet", "demo-entropylong-retrieval")
                .at("/spec/template/spec");
        assertThat(variable(pod, "ENTROPYLONG_KAFKA_CLIENT_SECURITY_PROTOCOL")).contains("SASL_SSL");
        assertThat(variable(pod, "ENTROPYLONG_KAFKA_CLIENT_SASL_JAAS_CONFIG")).contains("kafka-user");
        assertThat(variable(pod, "ENTROPYLONG_RETRIEVAL_OPENSEARCHPASSWORD")).contains("opensearch-user");
        assertThat(variable(pod, "ENTROPYLONG_SECURITY_KEYS_ADMIN")).contains("api-keys");
        assertThat(pod.path("volumes").toString()).contains("kafka-ca", "opensearch-ca");
        assertThat(Chart.ofKind(manifests, "ServiceMonitor")
                        .getFirst()
                        .at("/spec/endpoints/0/authorization/credentials/key")
                        .asString())
                .isEqualTo("read");
    }

    private static String variable(JsonNode pod, String name) {
        return pod.at("/containers/0/env")
                .valueStream()
                .filter(variable -> variable.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no variable " + name))
                .toString();
    }

    @Test
    void aGpuIsAskedForAndTolerated() {
        List<JsonNode> manifests = render(List.of("gpu"), Map.of("gpu.resource", "nvidia.com/mig-1g.10gb"));
        JsonNode pod = Chart.named(manifests, "StatefulSet", "demo-entropylong-entropy")
                .at("/spec/template/spec");

        assertThat(pod.at("/containers/0/image").asString()).startsWith("entropylong/entropy-cuda:");
        assertThat(pod.at("/containers/0/resources/limits")
                        .path("nvidia.com/mig-1g.10gb")
                        .asInt())
                .isEqualTo(1);
        assertThat(pod.at("/tolerations/0/key").asString()).isEqualTo("nvidia.com/mig-1g.10gb");
        assertThat(Chart.named(manifests, "StatefulSet", "demo-entropylong-verifier")
                        .toString())
                .doesNotContain("mig");
    }

    /** With the model, precision and settings of the instances, or they would find nothing of theirs in it. */
    @ParameterizedTest
    @MethodSource("renderings")
    void aSharedCacheIsFilledWithWhatTheInstancesLookFor(List<String> presets, Map<String, String> values) {
        Map<String, String> shared = new HashMap<>(values);
        shared.put("model.cache.existingClaim", "converted");
        shared.put("services.entropy.env.ENTROPYLONG_ENTROPY_SCREENPRECISION", "cpu-fp32");
        List<JsonNode> manifests = render(presets, shared);
        JsonNode set = Chart.named(manifests, "StatefulSet", "demo-entropylong-entropy");
        JsonNode job = Chart.named(manifests, "Job", "demo-entropylong-model-cache");

        assertThat(job.at("/metadata/annotations").path(Chart.HOOK).asString()).isEqualTo("pre-install,pre-upgrade");
        assertThat(variables(job, "ENTROPYLONG_ENTROPY_"))
                .isEqualTo(variables(set, "ENTROPYLONG_ENTROPY_"))
                .isNotEmpty();
        for (String path : List.of("/volumes", "/containers/0/volumeMounts")) {
            for (String name : List.of("cache", "model")) {
                assertThat(named(job, path, name)).as(path + " " + name).isEqualTo(named(set, path, name));
            }
        }
        assertThat(pod(job).path("initContainers")).isEqualTo(pod(set).path("initContainers"));
        assertThat(pod(job).path("securityContext")).isEqualTo(pod(set).path("securityContext"));
        assertThat(pod(job).at("/containers/0/securityContext"))
                .isEqualTo(pod(set).at("/containers/0/securityContext"));
        assertThat(set.at("/spec/volumeClaimTemplates"))
                .noneMatch(claim -> claim.at("/metadata/name").asString().equals("cache"));
    }

    private static JsonNode pod(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    private static List<JsonNode> named(JsonNode workload, String path, String name) {
        return pod(workload)
                .at(path)
                .valueStream()
                .filter(one -> one.path("name").asString().equals(name))
                .toList();
    }

    private static List<JsonNode> variables(JsonNode workload, String prefix) {
        return pod(workload)
                .at("/containers/0/env")
                .valueStream()
                .filter(one -> one.path("name").asString().startsWith(prefix))
                .toList();
    }

    @Test
    void theAutoscalerOwnsTheNumberOfInstances() {
        List<JsonNode> manifests = render(List.of("production"), Map.of());

        assertThat(Chart.named(manifests, "StatefulSet", "demo-entropylong-entropy")
                        .path("spec")
                        .has("replicas"))
                .isFalse();
        assertThat(Chart.named(manifests, "StatefulSet", "demo-entropylong-assembler")
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(1);
        JsonNode scaled = Chart.named(manifests, "ScaledObject", "demo-entropylong-entropy");
        assertThat(scaled.at("/spec/scaleTargetRef/kind").asString()).isEqualTo("StatefulSet");
        assertThat(scaled.at("/spec/minReplicaCount").asInt()).isZero();
        assertThat(scaled.at("/spec/triggers")).hasSize(2);
    }

    /** What scales a service is what it reads: the groups and topics of its own settings. */
    @Test
    void theAutoscalerWatchesWhatTheServiceReads() {
        List<JsonNode> manifests = render(List.of("production"), Map.of("services.verifier.autoscaling.type", "keda"));
        for (String service : List.of("entropy", "retrieval", "verifier")) {
            JsonNode settings = new YAMLMapper()
                    .readTree(Project.text(service + "-service/src/main/resources/application-" + service + ".yml"));
            String text = settings.toString();
            for (JsonNode trigger : Chart.named(manifests, "ScaledObject", "demo-entropylong-" + service)
                    .at("/spec/triggers")) {
                assertThat(text)
                        .contains("\"" + trigger.at("/metadata/consumerGroup").asString() + "\"");
                assertThat(text)
                        .containsPattern("[\",]" + trigger.at("/metadata/topic").asString() + "[\",]");
            }
        }
    }

    @Test
    void theRulesReachPrometheusAsTheyAre(@TempDir Path folder) throws IOException {
        JsonNode rule = Chart.ofKind(
                        render(List.of("production"), Map.of("prometheusRule.runbookBase", "https://x/")),
                        "PrometheusRule")
                .getFirst();
        Path file =
                Files.writeString(folder.resolve("rules.yaml"), new YAMLMapper().writeValueAsString(rule.path("spec")));

        Tool.Result result = Tool.PROMTOOL.run(folder, List.of("check", "rules", file.toString()));

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(rule.toString())
                .contains("https://x/docs/runbooks/EntropyLongServiceDown.md", "{{ $labels.service }}");
    }

    @Test
    void theDashboardsReachGrafanaAsTheyAre() throws IOException {
        List<JsonNode> maps = Chart.ofKind(render(List.of("production"), Map.of()), "ConfigMap");

        assertThat(maps).hasSize(5);
        for (JsonNode map : maps) {
            assertThat(map.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
            Map.Entry<String, JsonNode> data =
                    map.path("data").properties().iterator().next();
            assertThat(data.getValue().asString().strip())
                    .isEqualTo(Project.text("helm/entropylong/dashboards/" + data.getKey())
                            .strip());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.bootstrapServers | kafka | bootstrapServers",
                "kafka.partition | 4 | partition",
                "services.entropy.autoscaling.type | hpa | autoscaling",
                "services.assembler.replicas | 2 | replicas",
                "services.entropy.replicas | 33 | only 32 partitions",
                "services.retrieval.resources.limits.memory | lots | memory",
                "model.source | pvc | model.path must be given",
                "ingress.enabled | true | ingress.host must be given",
                "opensearch.url | opensearch:9200 | url",
                "security.existingSecret | '' | security.existingSecret must be given with security.mode keys",
                "security.mode | oidc | security.oidc.issuer must be given",
                "security.mode | open | mode",
            })
    void refusesWhatCannotWork(String key, String value, String named) {
        assertThatThrownBy(() -> render(List.of(), Map.of(key, value))).hasMessageContaining(named);
    }

    @Test
    void refusesMoreInstancesThanPartitions() {
        assertThatThrownBy(() -> render(List.of("production"), Map.of("kafka.partitions", "4")))
                .hasMessageContaining("services.entropy.autoscaling.maxReplicas is 8, but there are only 4 partitions");
    }

    @Test
    void wantsToKnowTheServers() {
        assertThatThrownBy(() -> Chart.render(List.of(), Map.of()))
                .hasMessageContaining("must be given, or devStack.enabled set");
    }
}
