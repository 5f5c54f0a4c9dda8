package io.entropylong.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.deployment.ServedSuite;
import io.entropylong.deployment.SmallRun;
import io.entropylong.deployment.trace.SpanReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every panel of every dashboard, asked of a Prometheus that scrapes the four services while they make a dataset; and the
 * traces that they send meanwhile.
 */
class RealRunIT {
    /** What no machine without a GPU has. */
    private static final Pattern GPU_ONLY = Pattern.compile("DCGM_|cuda");

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path folder;

    private static ServedSuite suite;
    private static Prometheus prometheus;
    private static SpanReceiver collector;
    private static Instant begin = Instant.EPOCH;

    @BeforeAll
    static void makeADataset() throws Exception {
        collector = new SpanReceiver();
        suite = ServedSuite.start(
                folder.resolve("data"),
                Path.of("target/real-run.log"),
                Map.of("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", collector.endpoint()));
        prometheus = Prometheus.start(
                folder,
                "file_sd_configs: [{files: [\"%s\"]}]".formatted(folder.resolve("data/prometheus-targets.json")));

        begin = Instant.now();
        SmallRun small = new SmallRun(suite.corpora(), suite.runs(), "");
        small.upload();
        submitPoison(suite.kafka());
        small.seal();
        small.run("r1");
        await("the last gauges and the rules over them")
                .atMost(Duration.ofMinutes(1))
                .until(() -> prometheus.series("entropylong_run_state{state=\"completed\"} == 1") > 0
                        && prometheus.series("namespace_run_stage:entropylong_run_eta:seconds") > 0);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) prometheus.close();
        if (suite != null) suite.close();
        if (collector != null) collector.close();
    }

    @ParameterizedTest
    @MethodSource("io.entropylong.deployment.dashboard.DashboardTest#dashboards")
    void everyPanelShowsTheRun(Dashboard dashboard) throws Exception {
        for (PromQuery query : dashboard.queries()) {
            if (GPU_ONLY.matcher(query.text()).find()) continue;
            assertThat(prometheus.series(substituted(query.text())))
                    .as(query.text())
                    .isPositive();
        }
    }

    @Test
    void theServicesExportEveryMetricOfTheCatalogue() throws Exception {
        for (MetricCatalog.Metric metric : MetricCatalog.read()) {
            if (!metric.source().equals("suite")) continue;
            String labels = metric.labels().keySet().stream()
                    .map(label -> label + "!=\"\"")
                    .collect(Collectors.joining(","));
            for (String series : metric.series()) {
                assertThat(prometheus.series(series + "{" + labels + "}"))
                        .as(series)
                        .isPositive();
            }
        }
    }

    /** deployment/draw-panels.py makes the pictures of docs/dashboards of it. */
    @ParameterizedTest
    @ValueSource(strings = {"run.json", "quality.json"})
    void whatThePanelsShowIsKeptForThePictures(String name) throws Exception {
        Dashboard dashboard = Dashboard.all().stream()
                .filter(one -> one.file().equals(name))
                .findFirst()
                .orElseThrow();
        Path file = Files.createDirectories(Path.of("target/panels")).resolve(name);

        new RecordedPanels(
                        prometheus,
                        begin,
                        Instant.now(),
                        query -> substituted(query.replace("$__rate_interval", "15s")))
                .write(dashboard, file);

        assertThat(JSON.readTree(file.toFile()).at("/panels")).hasSameSizeAs(dashboard.panels());
    }

    @Test
    void aRootsWayThroughTheServicesIsOneTrace() {
        await("spans are sent every few seconds")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThatRootsAreTracesOfTheirOwn(collector.spans()));
    }

    private static void assertThatRootsAreTracesOfTheirOwn(List<SpanReceiver.Received> spans) {
        Map<String, String> roots = spans.stream()
                .filter(span -> span.name().equals("send"))
                .collect(Collectors.toMap(SpanReceiver.Received::key, SpanReceiver.Received::trace));

        assertThat(roots.values()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(spans).filteredOn(span -> roots.containsKey(span.key())).allSatisfy(span -> assertThat(span.trace())
                .as("%s of %s", span.name(), span.key())
                .isEqualTo(roots.get(span.key())));
        for (String trace : roots.values()) {
            List<SpanReceiver.Received> way = way(spans, trace);
            assertThat(way)
                    .filteredOn(span -> !span.name().equals("send"))
                    .extracting(SpanReceiver.Received::parent)
                    .isSubsetOf(way.stream().map(SpanReceiver.Received::id).toList());
            assertThat(stages(way))
                    .contains("retrieval send", "entropy entropy", "retrieval retrieve", "verifier verify");
        }
        assertThat(roots.values()).as("the root that fills a sample ends in it").anySatisfy(trace -> assertThat(
                        stages(way(spans, trace)))
                .containsExactlyInAnyOrder(
                        "retrieval send",
                        "entropy entropy",
                        "retrieval retrieve",
                        "verifier verify",
                        "entropy score",
                        "assembler pack",
                        "assembler assemble"));
    }

    private static List<SpanReceiver.Received> way(List<SpanReceiver.Received> spans, String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private static Set<String> stages(List<SpanReceiver.Received> spans) {
        return spans.stream().map(span -> span.service() + " " + span.name()).collect(Collectors.toSet());
    }

    @Test
    void everyMetricOfTheSuiteIsDescribed() throws Exception {
        JsonNode metadata = prometheus.get("/api/v1/metadata").path("data");
        List<String> undescribed = metadata.properties().stream()
                .filter(metric -> metric.getKey().startsWith("entropylong_"))
                .filter(metric ->
                        metric.getValue().path(0).path("help").asString("").isBlank())
                .map(Map.Entry::getKey)
                .toList();
        assertThat(metadata.size()).isPositive();
        assertThat(undescribed).isEmpty();
    }

    private static String substituted(String query) {
        return query.replace("$__rate_interval", "5m")
                .replace("$__range", "10m")
                .replace("$epsilon", "0.4")
                .replaceAll("\\$\\{?\\w+}?", ".*");
    }

    private static void submitPoison(String kafka) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("documents", "poison", "{")).get();
        }
    }
}
