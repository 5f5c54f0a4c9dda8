package io.entropylong.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.common.topic.Topics;
import io.entropylong.deployment.Project;
import io.entropylong.deployment.dashboard.MetricCatalog;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.EmbeddedSearchNode;
import io.entropylong.embedded.ServerHome;
import io.entropylong.languagemodel.ModelStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs each image's own command on each image's own files, against a real broker and a real search node. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageIT {
    private static final Path LOGS = Path.of("target", "images");
    private static final Path SCRAPES = Path.of("target", "scrapes");

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static EmbeddedSearchNode search;
    private static Path model;

    private final Dockerfile file = Dockerfile.parse(Project.text("docker/Dockerfile"));

    @BeforeAll
    static void startServers() throws Exception {
        Files.createDirectories(LOGS);
        Files.createDirectories(SCRAPES);
        Path home = ServerHome.find();
        broker = EmbeddedBroker.start(home, folder.resolve("broker"));
        search = EmbeddedSearchNode.start(home, folder.resolve("search"));
        model = ModelStore.fetch(Project.file("language-model/target/models"));
    }

    @AfterAll
    static void stopServers() {
        search.close();
        broker.close();
    }

    @Test
    @Order(1)
    void theOneShotMakesTheTopicsAndEnds() throws Exception {
        UnpackedImage image = UnpackedImage.unpack(file, "topics", folder.resolve("topics"), model);
        Map<String, String> settings = Map.of("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS", broker.bootstrapServers());

        Process process = image.start(settings, log("topics"));

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log("topics"))).isZero();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).containsAll(Topics.ALL);
        }
    }

    @Test
    @Order(2)
    void theOneShotFailsWhenTheTopicsAreOthers() throws Exception {
        UnpackedImage image = UnpackedImage.unpack(file, "topics", folder.resolve("topics-again"), model);
        Map<String, String> settings = Map.of(
                "ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS", broker.bootstrapServers(), "ENTROPYLONG_KAFKA_PARTITIONS", "8");

        Process process = image.start(settings, log("topics-again"));

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log("topics-again")).content().contains("candidates has 4 partitions, wanted are 8");
    }

    @Test
    @Order(2)
    void theOtherOneShotConvertsTheModelOnce() throws Exception {
        UnpackedImage image = UnpackedImage.unpack(file, "model-cache", folder.resolve("model-cache"), model);

        assertThat(exit(image, "model-cache")).isZero();
        Map<String, FileTime> made = converted();
        assertThat(exit(image, "model-cache-again")).isZero();

        assertThat(made.keySet())
                .hasSize(2)
                .anyMatch(graph -> graph.contains("-cpu-fp32-"))
                .anyMatch(graph -> graph.contains("-cpu-int8-"));
        assertThat(converted()).isEqualTo(made);
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"entropy", "retrieval", "verifier", "assembler"})
    void theServiceStartsIsScrapedAndStops(String target) throws Exception {
        UnpackedImage image = UnpackedImage.unpack(file, target, folder.resolve(target), model);
        List<Path> shipped = files(image.folder("/opt/entropylong"));
        int port = freePort();
        Map<String, String> settings = new HashMap<>(Map.of(
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", Integer.toString(port),
                "ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS", broker.bootstrapServers()));
        if (target.equals("retrieval")) {
            settings.put("ENTROPYLONG_RETRIEVAL_OPENSEARCH", search.uri().toString());
        }

        Map<String, FileTime> made = converted();
        if (target.equals("entropy")) {
            settings.put("ENTROPYLONG_ENTROPY_MODELCACHE", cache().toString());
            sendMalformedRoot();
        }

        Process process = image.start(settings, log(target));
        try {
            await(target + " is healthy")
                    .atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(1))
                    .failFast(target + " ended, see " + log(target), () -> !process.isAlive())
                    .until(() -> image.healthy(settings, LOGS.resolve(target + "-health.log")));
            String metrics = get("http://127.0.0.1:" + port + "/actuator/prometheus");
            assertThat(metrics).contains("jvm_memory_used_bytes");
            Files.writeString(SCRAPES.resolve(target + ".txt"), metrics);
            if (target.equals("entropy")) {
                await("the dead letter's line").atMost(Duration.ofSeconds(30)).until(() -> jsonLines(target).stream()
                        .anyMatch(line -> line.path("key").asString("").equals("run-1/root-7")
                                && line.path("topic").asString("").equals("roots")
                                && line.path("reason").asString("").equals("malformed")));
            }
        } finally {
            process.destroy();
        }

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("ended by SIGTERM").isEqualTo(143);
        assertThat(jsonLines(target)).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("@timestamp").asString("")).isNotEmpty();
            assertThat(line.at("/service/name").asString("")).isEqualTo(target);
        });
        assertThat(converted()).as("the service converts nothing anew").isEqualTo(made);
        assertThat(files(image.folder("/opt/entropylong")))
                .as("the image can be mounted read-only")
                .isEqualTo(shipped);
    }

    /** What dashboards and rules expect of the services' libraries is in a real scrape, with its labels. */
    @Test
    @Order(4)
    void theScrapesHoldTheMetricsOfThePlatform() throws Exception {
        StringBuilder all = new StringBuilder();
        for (Path scrape : files(SCRAPES)) {
            if (Files.isRegularFile(scrape)) all.append(Files.readString(scrape));
        }
        for (MetricCatalog.Metric metric : MetricCatalog.read()) {
            if (!metric.source().equals("platform")) continue;
            List<String> lines = all.toString()
                    .lines()
                    .filter(line -> line.startsWith(metric.name() + "{") || line.startsWith(metric.name() + " "))
                    .toList();
            assertThat(lines).as(metric.name()).isNotEmpty();
            for (String label : metric.labels().keySet()) {
                assertThat(lines).as(metric.name()).allMatch(line -> line.contains(label + "=\""));
            }
        }
        assertThat(all.toString()).containsPattern("disk_free_bytes\\{path=\"[^\"]*/datasets\"");
    }

    @Test
    void aServiceThatIsNotThereIsNotHealthy() throws Exception {
        UnpackedImage image = UnpackedImage.unpack(file, "verifier", folder.resolve("nobody"), model);

        assertThat(image.healthy(Map.of("SERVER_PORT", Integer.toString(freePort())), log("nobody")))
                .isFalse();
    }

    private static int exit(UnpackedImage image, String log) throws InterruptedException {
        Process process = image.start(Map.of(), log(log));
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** What model-cache fills. */
    private static Path cache() {
        return folder.resolve("model-cache/var/lib/entropylong/models");
    }

    /** When each graph in the cache was made. */
    private static Map<String, FileTime> converted() throws IOException {
        Map<String, FileTime> made = new TreeMap<>();
        for (Path file : files(cache())) {
            if (file.toString().endsWith(".onnx")) made.put(file.toString(), Files.getLastModifiedTime(file));
        }
        return made;
    }

    private static void sendMalformedRoot() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.ROOTS, "run-1/root-7", "{"))
                    .get();
        }
    }

    /** All that the service itself has logged; what is not JSON is the JVM's or a native library's. */
    private static List<JsonNode> jsonLines(String target) throws IOException {
        return Files.readAllLines(log(target)).stream()
                .filter(line -> line.startsWith("{"))
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private static Path log(String target) {
        return LOGS.resolve(target + ".log");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    private static String get(String uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
