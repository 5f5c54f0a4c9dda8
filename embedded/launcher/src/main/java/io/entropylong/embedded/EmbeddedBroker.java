package io.entropylong.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A Kafka broker in a child JVM: one node on the loopback address, its data and log in one folder. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int PROBE_MILLIS = 5_000;

    private final ServerProcess process;
    private final String bootstrapServers;

    private EmbeddedBroker(ServerProcess process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and waits until it answers. Data and ports of an earlier start in the same folder are kept.
     *
     * @param home project folder, see {@link ServerHome#find()}
     * @param dataDir folder of this broker's data, ports and log; made when missing
     * @throws ServerStartException when the broker dies or is not ready in 90 s
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static EmbeddedBroker start(Path home, Path dataDir) {
        return start(home, dataDir, Map.of(), Map.of());
    }

    /**
     * The same with further settings, for instance encryption. The broker's listener for clients is named CLIENT.
     *
     * @param broker settings that come on top of the broker's own
     * @param client settings with which a client reaches such a broker
     */
    public static EmbeddedBroker start(
            Path home, Path dataDir, Map<String, String> broker, Map<String, Object> client) {
        Path data = dataDir.toAbsolutePath().normalize();
        PortPair ports;
        try {
            ports = PortPair.of(Files.createDirectories(data));
            writeOverrides(broker, data.resolve("overrides.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + data, e);
        }
        ServerProcess process = ServerProcess.start(
                "broker",
                ServerHome.classPath(home, "broker"),
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED"),
                "io.entropylong.embedded.broker.BrokerMain",
                data,
                List.of(data.toString(), Integer.toString(ports.client()), Integer.toString(ports.internal())));
        String bootstrapServers = "127.0.0.1:" + ports.client();
        process.awaitReady(() -> accepts(ports.client()) && describes(bootstrapServers, client));
        return new EmbeddedBroker(process, bootstrapServers);
    }

    /** Host and port for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** What happened if it ended by itself, with the end of its log; empty while it runs. */
    public Optional<String> death() {
        return process.death();
    }

    /** The broker's process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends the broker at once, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Stops the broker in an orderly way. */
    @Override
    public void close() {
        process.close();
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void writeOverrides(Map<String, String> settings, Path file) throws IOException {
        Files.deleteIfExists(file);
        if (settings.isEmpty()) return;
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private static boolean describes(String bootstrapServers, Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster()
                    .nodes()
                    .get(PROBE_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
