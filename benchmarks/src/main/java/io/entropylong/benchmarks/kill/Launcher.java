package io.entropylong.benchmarks.kill;

import io.entropylong.embedded.ServerHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code entropylong serve}: the four services in one process, whose children broker and search node are. */
final class Launcher implements Suite {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private final Path work;
    private final Path data;
    private final List<String> command;
    private final Path cache;
    private final ComputedTokens computed = new ComputedTokens();
    private final Thread atExit = new Thread(this::kill, "kill-launcher");
    private Process process;
    private Addresses addresses;

    private record Addresses(URI corpora, URI runs, String kafka, URI entropy) {}

    /**
     * Starts it and waits until it answers.
     *
     * @param work for data, log and the datasets, made when missing
     * @param model a GGUF file or a Hugging Face folder
     * @param cache of the command
     */
    Launcher(Path work, Path model, Path cache) throws IOException, InterruptedException {
        this.work = Files.createDirectories(work);
        this.data = work.resolve("data");
        this.cache = cache;
        this.command = List.of(
                ServerHome.find().resolve("entropylong").toString(),
                "serve",
                "--data-dir",
                data.toString(),
                "--model",
                model.toString());
        Runtime.getRuntime().addShutdownHook(atExit);
        process = launch();
        addresses = await();
    }

    @Override
    public URI corpora() {
        return addresses.corpora();
    }

    @Override
    public URI runs() {
        return addresses.runs();
    }

    @Override
    public String kafka() {
        return addresses.kafka();
    }

    @Override
    public long computedTokens() {
        return computed.with(addresses.entropy());
    }

    @Override
    public Path datasets() {
        return work.resolve("datasets");
    }

    @Override
    public List<Disturbance> disturbances() {
        return List.of(Disturbance.KILL_LAUNCHER);
    }

    @Override
    public String disturb(Disturbance disturbance) throws IOException, InterruptedException {
        computed.remember(addresses.entropy());
        kill();
        process = launch();
        addresses = await();
        return "";
    }

    @Override
    public Optional<String> death() {
        return process.isAlive() ? Optional.empty() : Optional.of("entropylong serve ended by itself; see " + log());
    }

    private Process launch() throws IOException {
        Files.deleteIfExists(addressFile());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("ENTROPYLONG_BUILD", "off");
        builder.environment().put("ENTROPYLONG_CACHE", cache.toString());
        return builder.start();
    }

    private Addresses await() throws IOException, InterruptedException {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (Files.notExists(addressFile())) {
            if (!process.isAlive()) throw new IOException("entropylong serve ended; see " + log());
            if (System.nanoTime() > until) throw new IOException("entropylong serve is not ready; see " + log());
            Thread.sleep(200);
        }
        JsonNode addresses = JsonMapper.shared().readTree(Files.readString(addressFile()));
        JsonNode targets = JsonMapper.shared().readTree(Files.readString(data.resolve("prometheus-targets.json")));
        return new Addresses(
                URI.create(addresses.path("corpora").asString()),
                URI.create(addresses.path("runs").asString()),
                addresses.path("kafka").asString(),
                entropy(targets));
    }

    private static URI entropy(JsonNode targets) {
        for (JsonNode target : targets) {
            if (target.at("/labels/service").asString("").equals("entropy")) {
                return URI.create("http://" + target.at("/targets/0").asString());
            }
        }
        throw new IllegalStateException("no entropy service among " + targets);
    }

    private Path addressFile() {
        return data.resolve("addresses.json");
    }

    private Path log() {
        return work.resolve("serve.log");
    }

    private void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> servers = process.descendants().toList();
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
        // they end by themselves a moment after their parent
        servers.forEach(server -> server.onExit().join());
        Files.move(data.resolve("datasets"), datasets());
        FileSystemUtils.deleteRecursively(data);
    }
}
