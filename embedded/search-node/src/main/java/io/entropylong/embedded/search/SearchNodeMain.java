package io.entropylong.embedded.search;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;

/**
 * Runs one OpenSearch node with the k-NN plugin on the loopback address. It ends when its standard input ends, so it
 * never outlives the process that started it, however that one dies.
 */
public final class SearchNodeMain {
    private static final String NODE_NAME = "node-1";

    private SearchNodeMain() {}

    /**
     * Starts the node and runs it until standard input ends.
     *
     * @param args home directory (data and configuration), HTTP port, transport port
     * @throws IOException when the home directory cannot be made
     * @throws NodeValidationException when the node refuses its settings
     */
    public static void main(String[] args) throws IOException, NodeValidationException {
        if (args.length != 3) {
            throw new IllegalArgumentException("Expected 3 arguments: home directory, HTTP port, transport port");
        }
        Path home = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(home.resolve("config"));
        Settings settings = Settings.builder()
                .put("path.home", home)
                .put("cluster.name", "entropylong")
                .put("node.name", NODE_NAME)
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                // it would refuse writes on a laptop's disk that is 95 % full, however much room that is
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .put("http.port", args[1])
                .put("transport.port", args[2])
                .build();
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> NODE_NAME);
        Node node = new PluggedNode(
                environment,
                List.of(
                        "org.opensearch.transport.Netty4ModulePlugin",
                        "org.opensearch.painless.PainlessModulePlugin",
                        "org.opensearch.index.mapper.MapperExtrasModulePlugin",
                        "org.opensearch.knn.plugin.KNNPlugin"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "node-close"));
        exitWhenParentDies();
        node.start();
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the node", e);
        }
    }

    private static void exitWhenParentDies() {
        // no daemon: all of a node's threads are, so this one is what keeps the JVM up
        Thread.ofPlatform().name("parent-watch").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read standard input", e);
            } finally {
                System.exit(0);
            }
        });
    }
}
