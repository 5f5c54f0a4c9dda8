package io.entropylong.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.deployment.Project;
import io.entropylong.deployment.SmallRun;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images' own commands make a dataset over a broker with TLS and passwords and a search node with TLS and a password, and
 * ask for keys themselves; no secret is in any log.
 */
class SecuredSuiteIT {
    private static final Path LOGS = Path.of("target", "secured");
    private static final List<String> SERVICES = List.of("retrieval", "verifier", "assembler", "entropy");
    private static final String ADMIN = "admin-key-7d1e876b";
    private static final String READ = "read-key-372f4631";
    private static final String KAFKA_PASSWORD = "kafka-password-a4d7c1f";
    private static final String SEARCH_PASSWORD = "search-password-b476a8a";
    private static final String STORE_PASSWORD = "store-password-3aceb00";

    @TempDir
    static Path folder;

    private final Dockerfile file = Dockerfile.parse(Project.text("docker/Dockerfile"));
    private final Map<String, Running> running = new LinkedHashMap<>();

    private record Running(UnpackedImage image, Process process, int port) {}

    @Test
    void aDatasetIsMadeBehindKeysAndEncryption() throws Exception {
        Files.createDirectories(LOGS);
        Certificate certificate = Certificate.make(folder.resolve("tls"), STORE_PASSWORD);
        Path home = ServerHome.find();
        Map<String, Object> client = kafkaClient(certificate);
        try (EmbeddedBroker broker =
                        EmbeddedBroker.start(home, folder.resolve("broker"), guarded(certificate), client);
                EmbeddedSearchNode open = EmbeddedSearchNode.start(home, folder.resolve("search"));
                GuardedSearchNode search =
                        new GuardedSearchNode(open.uri(), certificate.forServer(), "entropylong", SEARCH_PASSWORD)) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS",
                    broker.bootstrapServers(),
                    "ENTROPYLONG_SECURITY_KEYS_ADMIN",
                    ADMIN,
                    "ENTROPYLONG_SECURITY_KEYS_READ",
                    READ,
                    "ENTROPYLONG_RETRIEVAL_OPENSEARCH",
                    search.uri(),
                    "ENTROPYLONG_RETRIEVAL_OPENSEARCHUSERNAME",
                    "entropylong",
                    "ENTROPYLONG_RETRIEVAL_OPENSEARCHPASSWORD",
                    SEARCH_PASSWORD,
                    "ENTROPYLONG_RETRIEVAL_OPENSEARCHSSLBUNDLE",
                    "opensearch",
                    "SPRING_SSL_BUNDLE_PEM_OPENSEARCH_TRUSTSTORE_CERTIFICATE",
                    "file:" + certificate.trusted()));
            client.forEach((name, value) -> environment.put(
                    "ENTROPYLONG_KAFKA_CLIENT_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value.toString()));
            try {
                startAll(environment);
                makeADataset();
                assertThat(search.answered()).isPositive();
            } finally {
                stopAll();
            }
        }
        noSecretIsLogged();
    }

    @Test
    void aServiceThatOthersReachDoesNotStartWithoutKeys() throws Exception {
        Files.createDirectories(LOGS);
        try (EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), folder.resolve("open-broker"))) {
            UnpackedImage image = image("verifier", "keyless");
            Path log = LOGS.resolve("keyless.log");
            Files.deleteIfExists(log);

            Process process = image.start(Map.of("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS", broker.bootstrapServers()), log);

            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(log).content().contains("set entropylong.security.keys.admin");
        }
    }

    private void startAll(Map<String, String> environment) throws Exception {
        for (String service : SERVICES) {
            Files.deleteIfExists(log(service));
            int port = freePort();
            Map<String, String> own = new HashMap<>(environment);
            own.put("SERVER_PORT", Integer.toString(port));
            UnpackedImage image = image(service, service);
            running.put(service, new Running(image, image.start(own, log(service)), port));
        }
        running.forEach((service, one) -> await(service + " is healthy")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .failFast(service + " ended, see " + log(service), () -> !one.process()
                        .isAlive())
                .until(() -> one.image()
                        .healthy(Map.of("SERVER_PORT", Integer.toString(one.port())), LOGS.resolve("health.log"))));
    }

    private void makeADataset() throws Exception {
        assertThat(status("GET", "assembler", "/v1/runs", "none")).isEqualTo(401);
        assertThat(status("GET", "assembler", "/v1/runs", READ)).isEqualTo(200);
        assertThat(status("POST", "retrieval", "/v1/corpora", READ)).isEqualTo(403);
        SmallRun small = new SmallRun(base("retrieval"), base("assembler"), ADMIN);
        small.upload();
        small.seal();
        small.run("secured");
        assertThat(running("assembler").image().folder("/var/lib/entropylong/datasets/secured"))
                .isDirectoryContaining("glob:**/manifest.json");
    }

    private void noSecretIsLogged() throws IOException {
        for (String service : SERVICES) {
            assertThat(Files.readString(log(service)))
                    .as(service)
                    .doesNotContain(ADMIN, READ, KAFKA_PASSWORD, SEARCH_PASSWORD, STORE_PASSWORD);
        }
    }

    private void stopAll() throws InterruptedException {
        running.values().forEach(one -> one.process().destroy());
        for (Running one : running.values()) {
            if (!one.process().waitFor(1, TimeUnit.MINUTES)) one.process().destroyForcibly();
        }
    }

    private UnpackedImage image(String target, String name) throws Exception {
        Path model = ModelStore.fetch(Project.file("language-model/target/models"));
        return UnpackedImage.unpack(file, target, folder.resolve(name), model);
    }

    private int status(String method, String service, String path, String key)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base(service) + path))
                    .header("X-API-Key", key)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private String base(String service) {
        return "http://127.0.0.1:" + running(service).port();
    }

    private Running running(String service) {
        return Objects.requireNonNull(running.get(service), service);
    }

    private static Path log(String service) {
        return LOGS.resolve(service + ".log");
    }

    /** A broker that speaks TLS only, and to those it knows. */
    private static Map<String, String> guarded(Certificate certificate) {
        Map<String, String> broker = new HashMap<>();
        broker.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT");
        broker.put("sasl.enabled.mechanisms", "PLAIN");
        broker.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        broker.put(
                "listener.name.client.plain.sasl.jaas.config",
                login("broker") + " user_broker=\"" + KAFKA_PASSWORD + "\" user_entropylong=\"" + KAFKA_PASSWORD
                        + "\";");
        for (String store : List.of("keystore", "truststore")) {
            broker.put("ssl." + store + ".location", certificate.keyStore().toString());
            broker.put("ssl." + store + ".password", certificate.password());
            broker.put("ssl." + store + ".type", "PKCS12");
        }
        broker.put("ssl.key.password", certificate.password());
        return broker;
    }

    private static Map<String, Object> kafkaClient(Certificate certificate) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", login("entropylong") + ";",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.trusted().toString());
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + KAFKA_PASSWORD + "\"";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
