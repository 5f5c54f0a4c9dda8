package io.entropylong.benchmarks.kill;

import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.EmbeddedSearchNode;
import io.entropylong.embedded.ServerHome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/** Broker, search node and the four services, each a process of its own. */
final class Cluster implements Suite {
    /** Longer than the consumers' session timeout of 6 s. */
    private static final long PAUSE_MILLIS = 9_000;

    /** How long a disk stays full at most when nobody writes to it; a run cannot end without writing. */
    private static final long FULL_MILLIS = 240_000;

    private final Path home = ServerHome.find();
    private final Path work;
    private final SmallDisk disk;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final ComputedTokens computed = new ComputedTokens();
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
        disk = SmallDisk.mount(work.resolve("disk"));
        Runtime.getRuntime().addShutdownHook(atExit);
        broker = EmbeddedBroker.start(home, work.resolve("broker"));
        search = EmbeddedSearchNode.start(home, work.resolve("search"));
        service(
                "assembler",
                "Assembler",
                Map.of("entropylong.assembler.output-root", disk.folder().toString()));
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
            settings.put(stateSetting(name), state(name).toString());
        }
        String mainClass = "io.entropylong." + name + "." + title + "ServiceApplication";
        Path jars = home.resolve("standalone/target/runtime/lib");
        services.put(name, new ServiceProcess(name, mainClass, jars, settings, work));
    }

    @Override
    public URI corpora() {
        return get("retrieval").uri();
    }

    @Override
    public URI runs() {
        return get("assembler").uri();
    }

    @Override
    public String kafka() {
        return broker.bootstrapServers();
    }

    @Override
    public Path datasets() {
        return work.resolve("datasets");
    }

    @Override
    public long computedTokens() {
        return computed.with(get("entropy").uri());
    }

    @Override
    public List<Disturbance> disturbances() {
        return Arrays.stream(Disturbance.values())
                .filter(one -> one.kind() != Disturbance.Kind.LAUNCHER)
                .filter(one -> one.kind() != Disturbance.Kind.FULL || disk.mounted())
                .toList();
    }

    @Override
    public String disturb(Disturbance disturbance) throws IOException, InterruptedException {
        String part = disturbance.part();
        switch (disturbance.kind()) {
            case KILL -> kill(part);
            case KILL_ALL -> killEverything();
            case PAUSE -> {
                get(part).signal("STOP");
                Thread.sleep(PAUSE_MILLIS);
                get(part).signal("CONT");
            }
            case WIPE -> {
                get(part).kill();
                FileSystemUtils.deleteRecursively(state(part));
                get(part).restart();
            }
            case SECOND -> secondInstance(part);
            case FULL -> {
                return fullDisk(get(part)) ? "the writer met it" : "nothing was written meanwhile";
            }
            case LAUNCHER -> throw new IllegalArgumentException("no launcher here");
        }
        return "";
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
                if (part.equals("entropy")) computed.remember(get(part).uri());
                get(part).kill();
                get(part).restart();
            }
        }
    }

    private void killEverything() {
        computed.remember(get("entropy").uri());
        services.values().forEach(ServiceProcess::kill);
        broker.kill();
        search.kill();
        broker = EmbeddedBroker.start(home, work.resolve("broker"));
        search = EmbeddedSearchNode.start(home, work.resolve("search"));
        services.values().forEach(ServiceProcess::restart);
    }

    private void secondInstance(String part) throws IOException, InterruptedException {
        String name = part + "-second";
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("entropylong.instance", "second");
        if (part.equals("verifier"))
            settings.put(stateSetting(part), state(name).toString());
        ServiceProcess second = get(part).another(name, settings);
        try {
            second.awaitReady();
            Thread.sleep(PAUSE_MILLIS);
            if (part.equals("entropy")) computed.remember(second.uri());
        } finally {
            second.kill();
        }
    }

    /** Whether the writer wanted room while there was none. */
    private boolean fullDisk(ServiceProcess writer) throws IOException, InterruptedException {
        long before = complaints(writer);
        disk.fill();
        try {
            long until = System.nanoTime() + FULL_MILLIS * 1_000_000;
            while (complaints(writer) == before && System.nanoTime() < until) Thread.sleep(200);
            // some of the writer's further attempts
            Thread.sleep(PAUSE_MILLIS);
            return complaints(writer) > before;
        } finally {
            disk.clear();
        }
    }

    private static long complaints(ServiceProcess writer) throws IOException {
        return Files.readString(writer.log(), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.contains(SmallDisk.FULL))
                .count();
    }

    @Override
    public Optional<String> death() {
        return services.values().stream()
                .filter(service -> !service.alive())
                .map(service -> "service " + service.name() + " ended by itself; see " + service.log())
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

    private static String stateSetting(String service) {
        return "entropylong." + service + ".state-dir";
    }

    private void killAll() {
        services.values().forEach(ServiceProcess::kill);
        broker.kill();
        search.kill();
    }

    @Override
    public void close() throws IOException {
        killAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
        FileSystemUtils.copyRecursively(disk.folder(), datasets());
        disk.close();
        FileSystemUtils.deleteRecursively(work.resolve("broker"));
        FileSystemUtils.deleteRecursively(work.resolve("search"));
    }
}
