package io.entropylong.benchmarks.kill;

import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.EmbeddedSearchNode;
import io.entropylong.embedded.ServerHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Broker, search node and the four services, each a process of its own. */
final class Cluster implements AutoCloseable {
    /** Longer than the consumers' session timeout of 6 s. */
    private static final long PAUSE_MILLIS = 9_000;

    private final Path home = ServerHome.find();
    private final Path work;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Thread atExit = new Thread(this::killAll, "kill-all");
    private EmbeddedBroker broker;
    private EmbeddedSearchNode search;

    /**
     * Starts everything; the services are not awaited.
     *
     * @param work for data, logs and the datasets, made when missing
     * @param model a GGUF file or a Hugging Face folder
     * @param modelCache of converted models
     */
    Cluster(Path work, Path model, Path modelCache) throws IOException {
        this.work = Files.createDirectories(work);
        Runtime.getRuntime().addShutdownHook(atExit);
        broker = EmbeddedBroker.start(home, work.resolve("broker"));
        search = EmbeddedSearchNode.start(home, work.resolve("search"));
        service(
                "assembler",
                "Assembler",
                Map.of("entropylong.assembler.output-root", datasets().toString()));
        service(
                "retrieval",
                "Retrieval",
                Map.of("entropylong.retrieval.opensearch", search.uri().toString()));
        service("verifier", "Verifier", Map.of());
        service(
                "entropy",
                "Entropy",
                Map.of(
                        "entropylong.entropy.model", model.toString(),
                        "entropylong.entropy.model-cache", modelCache.toString()));
    }

    private void service(String name, String title, Map<String, String> own) {
        Map<String, String> settings = new LinkedHashMap<>(own);
        settings.put("entropylong.kafka.bootstrap-servers", broker.bootstrapServers());
        if (name.equals("verifier") || name.equals("assembler")) {
            settings.put("entropylong." + name + ".state-dir", state(name).toString());
        }
        String mainClass = "io.entropylong." + name + "." + title + "ServiceApplication";
        Path jars = home.resolve("standalone/target/runtime/lib");
        services.put(name, new ServiceProcess(name, mainClass, jars, settings, work));
    }

    Path datasets() {
        return work.resolve("datasets");
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Base of a service's REST interface. */
    URI uri(String service) {
        return get(service).uri();
    }

    void disturb(Disturbance disturbance) throws IOException, InterruptedException {
        switch (disturbance.kind()) {
            case KILL -> kill(disturbance.part());
            case KILL_ALL -> {
                services.values().forEach(ServiceProcess::kill);
                broker.kill();
                search.kill();
                startServers();
                services.values().forEach(ServiceProcess::restart);
            }
            case PAUSE -> {
                ServiceProcess service = get(disturbance.part());
                service.signal("STOP");
                Thread.sleep(PAUSE_MILLIS);
                service.signal("CONT");
            }
            case WIPE -> {
                ServiceProcess service = get(disturbance.part());
                service.kill();
                delete(state(disturbance.part()));
                service.restart();
            }
        }
    }

    private void kill(String part) {
        switch (part) {
            case "broker" -> {
                broker.kill();
                broker = EmbeddedBroker.start(home, work.resolve("broker"));
            }
            case "search-node" -> {
                search.kill();
                search = EmbeddedSearchNode.start(home, work.resolve("search"));
            }
            default -> {
                get(part).kill();
                get(part).restart();
            }
        }
    }

    private void startServers() {
        broker = EmbeddedBroker.start(home, work.resolve("broker"));
        search = EmbeddedSearchNode.start(home, work.resolve("search"));
    }

    /** A service that ended although nobody killed it. */
    Optional<String> death() {
        return services.values().stream()
                .filter(service -> !service.alive())
                .map(service ->
                        "service " + service.name() + " ended by itself; see " + work.resolve(service.name() + ".log"))
                .findFirst();
    }

    private ServiceProcess get(String name) {
        ServiceProcess service = services.get(name);
        if (service == null) throw new IllegalArgumentException("no service " + name + " among " + services.keySet());
        return service;
    }

    private Path state(String service) {
        return work.resolve("state-" + service);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) return;
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) Files.delete(path);
    }

    private void killAll() {
        services.values().forEach(ServiceProcess::kill);
        broker.kill();
        search.kill();
    }

    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
        try {
            delete(work.resolve("broker"));
            delete(work.resolve("search"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
