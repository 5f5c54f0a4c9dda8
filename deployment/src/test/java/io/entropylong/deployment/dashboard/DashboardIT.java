package io.entropylong.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every query of every dashboard, asked of a real Prometheus that scrapes every metric of the catalogue. */
class DashboardIT {
    @TempDir
    static Path folder;

    private static HttpServer target;
    private static Prometheus prometheus;

    @BeforeAll
    static void startPrometheus() throws Exception {
        target = serve();
        prometheus = Prometheus.start(
                folder,
                "static_configs: [{targets: [\"127.0.0.1:%d\"], labels: {service: entropy, namespace: test}}]"
                        .formatted(target.getAddress().getPort()));
        // increase() over a run's units needs several scrapes, and the rules over them another evaluation
        await("records of the rules")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .failFast("prometheus ended, see " + prometheus.log(), () -> !prometheus.isAlive())
                .until(() -> prometheus.series("namespace_run_stage:entropylong_run_eta:seconds") > 0
                        && prometheus.series("namespace:entropylong_verify_tokens_per_accepted:ratio_rate15m") > 0
                        && prometheus.series("namespace_service:entropylong_api_errors:ratio_rate3d") > 0);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) prometheus.close();
        if (target != null) target.stop(0);
    }

    @ParameterizedTest
    @MethodSource("io.entropylong.deployment.dashboard.DashboardTest#dashboards")
    void everyQueryFindsItsSeries(Dashboard dashboard) throws Exception {
        for (PromQuery query : dashboard.queries()) {
            assertThat(prometheus.series(substituted(query.text())))
                    .as(query.text())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("io.entropylong.deployment.dashboard.DashboardTest#dashboards")
    void annotationsAreValid(Dashboard dashboard) throws Exception {
        for (PromQuery query : dashboard.otherQueries()) {
            assertThat(prometheus.series(substituted(query.text())))
                    .as(query.text())
                    .isNotNegative();
        }
    }

    /** A rule that fails to evaluate says so only here. */
    @Test
    void everyRuleEvaluates() throws Exception {
        int rules = 0;
        for (JsonNode group : prometheus.get("/api/v1/rules").at("/data/groups")) {
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
}
