package io.entropylong.deployment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code entropylong serve}: broker, search node and the four services. */
public final class ServedSuite implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("^(corpora|runs|kafka) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern HEAP =
            Pattern.compile("^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*} (\\S+)$", Pattern.MULTILINE);

    private final Process process;
    private final Map<String, String> addresses;

    private ServedSuite(Process process, Map<String, String> addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /**
     * Waits until it answers.
     *
     * @param data its data folder
     * @param log what it writes, made anew
     * @param environment variables beside those of this JVM
     */
    public static ServedSuite start(Path data, Path log, Map<String, String> environment) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder serve = new ProcessBuilder(
                        Project.file("entropylong").toString(), "serve", "--data-dir", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        serve.environment().put("ENTROPYLONG_BUILD", "off");
        serve.environment().putAll(environment);
        Process process = serve.start();
        await("the suite")
                .atMost(Duration.ofMinutes(5))
                .failFast("the suite ended, see " + log, () -> !process.isAlive())
                .until(() -> addresses(log).size() == 3);
        return new ServedSuite(process, new HashMap<>(addresses(log)));
    }

    /** Base of the retrieval service. */
    public String corpora() {
        return address("corpora");
    }

    /** Base of the assembler service. */
    public String runs() {
        return address("runs");
    }

    /** The broker. */
    public String kafka() {
        return address("kafka");
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Runs a command of {@code entropylong} beside it, which has to end well. */
    public void command(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(Project.file("entropylong").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(line).inheritIO();
        command.environment().put("ENTROPYLONG_BUILD", "off");
        int exit = command.start().waitFor();
        if (exit != 0) throw new IOException(line + " ended with " + exit);
    }

    /** Bytes of the services' heap that a collection leaves. */
    public long heapInUse() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process collection = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (collection.waitFor() != 0) throw new IOException("jcmd cannot reach the suite");
        HttpRequest request = HttpRequest.newBuilder(URI.create(runs() + "/actuator/prometheus"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return HEAP.matcher(client.send(request, BodyHandlers.ofString()).body())
                    .results()
                    .mapToLong(pool -> Math.round(Double.parseDouble(pool.group(1))))
                    .sum();
        }
    }

    private String address(String name) {
        return addresses.getOrDefault(name, "");
    }

    private static Map<String, String> addresses(Path log) throws IOException {
        return ADDRESS.matcher(Files.readString(log))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
