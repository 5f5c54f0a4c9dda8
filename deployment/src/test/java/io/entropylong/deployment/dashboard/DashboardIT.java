package io.entropylong.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.entropylong.deployment.Project;
import io.entropylong.deployment.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every query of every dashboard, asked of a real Prometheus that scrapes every metric of the catalogue. */
class DashboardIT {
    @TempDir
    static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpServer target;
    private static Process prometheus;
    private static String base;

    @BeforeAll
    static void startPrometheus() throws Exception {
        target = serve();
        int port = freePort();
        base = "http://127.0.0.1:" + port;
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 500ms, evaluation_interval: 500ms}
                rule_files: [%s, %s]
                scrape_configs:
                  - job_name: entropylong
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                        labels: {service: entropy, namespace: test}
                """.formatted(
                        Project.file("helm/entropylong/rules/recording.yaml"),
                        Project.file("helm/entropylong/rules/alerts.yaml"),
                        target.getAddress().getPort()));
        Path log = Files.createDirectories(Path.of("target", "prometheus")).resolve("prometheus.log");
        prometheus = new ProcessBuilder(Tool.PROMETHEUS.commandLine(List.of(
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // increase() over a run's units needs several scrapes, and the rules over them another evaluation
        await("records of the rules")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .failFast("prometheus ended, see " + log, () -> !prometheus.isAlive())
                .until(() -> series("namespace_run_stage:entropylong_run_eta:seconds") > 0
                        && series("namespace:entropylong_verify_tokens_per_accepted:ratio_rate15m") > 0
                        && series("namespace_service:entropylong_api_errors:ratio_rate3d") > 0);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.destroy();
            prometheus.waitFor(20, TimeUnit.SECONDS);
        }
        if (target != null) target.stop(0);
    }

    @ParameterizedTest
    @MethodSource("io.entropylong.deployment.dashboard.DashboardTest#dashboards")
    void everyQueryFindsItsSeries(Dashboard dashboard) throws Exception {
        for (PromQuery query : dashboard.queries()) {
            assertThat(series(substituted(query.text()))).as(query.text()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("io.entropylong.deployment.dashboard.DashboardTest#dashboards")
    void annotationsAreValid(Dashboard dashboard) throws Exception {
        for (PromQuery query : dashboard.otherQueries()) {
            assertThat(series(substituted(query.text()))).as(query.text()).isNotNegative();
        }
    }

    /** A rule that fails to evaluate says so only here. */
    @Test
    void everyRuleEvaluates() throws Exception {
        int rules = 0;
        for (JsonNode group : get("/api/v1/rules").at("/data/groups")) {
            for (JsonNode rule : group.path("rules")) {
                assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
                rules++;
            }
        }
        assertThat(rules).isGreaterThan(20);
    }

    private static String substituted(String query) {
        return query.replace("$__rate_interval", "10s")
                .replace("$__range", "1m")
                .replace("$epsilon", "0.4")
                .replaceAll("\\$\\{?\\w+}?", ".*");
    }

    private static int series(String query) throws IOException, InterruptedException {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(answer.path("status").asString()).as("%s: %s", query, answer).isEqualTo("success");
        return answer.at("/data/result").size();
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return new JsonMapper()
                .readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    private static HttpServer serve() throws IOException {
        AtomicInteger tick = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] text = SampleScrape.text(tick.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            try (var body = exchange.getResponseBody()) {
                body.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
