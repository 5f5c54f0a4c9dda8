package io.entropylong.standalone;

import io.entropylong.assembler.AssemblerServiceApplication;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.EmbeddedSearchNode;
import io.entropylong.embedded.ServerHome;
import io.entropylong.entropy.EntropyServiceApplication;
import io.entropylong.retrieval.RetrievalServiceApplication;
import io.entropylong.verifier.VerifierServiceApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Broker and search node as child JVMs and the four services, each in a Spring context of its own, in this JVM. They know
 * each other through the topics only. Not thread-safe but for {@link #close}.
 */
final class LocalSuite implements AutoCloseable {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Supplier<Optional<String>>> servers = new ArrayList<>();
    private final List<Path> disks;
    private final Thread atExit = new Thread(this::interrupted, "suite-shutdown");
    private String kafka = "";
    private URI corpora = URI.create("");
    private URI runs = URI.create("");

    private LocalSuite(List<Path> disks) {
        this.disks = disks;
    }

    /**
     * Starts everything, in the order in which one needs the other.
     *
     * @param dataDir what has to outlive a restart: topics, index, stores
     * @param outputRoot where datasets are written
     * @param model a GGUF file or a Hugging Face folder
     */
    static LocalSuite start(Path dataDir, Path outputRoot, Path model) throws Exception {
        // read by the logging configuration when the first service starts
        System.setProperty("entropylong.log", dataDir.resolve("entropylong.log").toString());
        LocalSuite suite = new LocalSuite(List.of(dataDir, outputRoot));
        Runtime.getRuntime().addShutdownHook(suite.atExit);
        try {
            suite.startAll(dataDir, outputRoot, model);
            return suite;
        } catch (Exception e) {
            suite.close();
            throw e;
        }
    }

    private void startAll(Path dataDir, Path outputRoot, Path model) throws Exception {
        Path home = ServerHome.find();
        EmbeddedBroker broker = started(EmbeddedBroker.start(home, dataDir.resolve("broker")));
        EmbeddedSearchNode search = started(EmbeddedSearchNode.start(home, dataDir.resolve("search")));
        servers.add(broker::death);
        servers.add(search::death);
        kafka = broker.bootstrapServers();

        Map<String, Object> shared = new LinkedHashMap<>();
        shared.put("entropylong.kafka.bootstrap-servers", kafka);
        shared.put("server.address", "127.0.0.1");
        shared.put("server.port", 0);

        ConfigurableApplicationContext assembler = service(
                AssemblerServiceApplication.builder(),
                shared,
                Map.of(
                        "entropylong.assembler.output-root", outputRoot.toString(),
                        "entropylong.assembler.state-dir",
                                dataDir.resolve("assembler").toString()));
        ConfigurableApplicationContext retrieval = service(
                RetrievalServiceApplication.builder(),
                shared,
                Map.of("entropylong.retrieval.opensearch", search.uri().toString()));
        ConfigurableApplicationContext verifier = service(
                VerifierServiceApplication.builder(),
                shared,
                Map.of(
                        "entropylong.verifier.state-dir",
                        dataDir.resolve("verifier").toString()));
        ConfigurableApplicationContext entropy = service(
                EntropyServiceApplication.builder(),
                shared,
                Map.of(
                        "entropylong.entropy.model", model.toString(),
                        "entropylong.entropy.model-cache", Caches.models().toString()));
        corpora = address(retrieval);
        runs = address(assembler);
        ScrapeTargets.write(
                dataDir.resolve(ScrapeTargets.FILE),
                Map.of(
                        "assembler",
                        runs,
                        "retrieval",
                        corpora,
                        "verifier",
                        address(verifier),
                        "entropy",
                        address(entropy)));
    }

    /**
     * @throws UserError when a server has ended or a disk is full: nothing will go on then
     */
    void check() throws IOException {
        for (Path disk : disks) DiskSpace.require(disk);
        for (Supplier<Optional<String>> server : servers) {
            Optional<String> death = server.get();
            if (death.isPresent()) throw new UserError(death.get());
        }
    }

    String kafka() {
        return kafka;
    }

    /** Base of the corpora API. */
    URI corpora() {
        return corpora;
    }

    /** Base of the runs API. */
    URI runs() {
        return runs;
    }

    private ConfigurableApplicationContext service(
            SpringApplicationBuilder builder, Map<String, Object> shared, Map<String, Object> own) {
        Map<String, Object> properties = new LinkedHashMap<>(shared);
        properties.putAll(own);
        String[] arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return started(builder.registerShutdownHook(false).run(arguments));
    }

    private static URI address(ConfigurableApplicationContext context) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    private <T extends AutoCloseable> T started(T part) {
        synchronized (running) {
            running.push(part);
        }
        return part;
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the JVM is going down: the hook is what runs now, or has run
            return;
        }
    }

    private void interrupted() {
        System.err.println(System.lineSeparator() + "entropylong: stopping; the same command goes on from here");
        closeAll();
    }

    /** Services first, then the search node, then the broker. */
    private void closeAll() {
        synchronized (running) {
            while (!running.isEmpty()) {
                AutoCloseable part = running.pop();
                try {
                    part.close();
                } catch (Exception e) {
                    System.err.println("entropylong: while stopping: " + e.getMessage());
                }
            }
        }
    }
}
