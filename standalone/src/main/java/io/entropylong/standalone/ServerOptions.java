package io.entropylong.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the services are that a command talks to: named, or those of the {@code serve} that works in a folder. */
final class ServerOptions {
    /** What {@code serve} leaves in its folder while it runs. */
    static final String FILE = "addresses.json";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "folder of the running 'entropylong serve' (default: ${DEFAULT-VALUE})")
    Path dataDir = Path.of("entropylong-data");

    @Option(
            names = "--corpora",
            paramLabel = "URL",
            defaultValue = "${env:ENTROPYLONG_CORPORA}",
            description = "retrieval service (default: $ENTROPYLONG_CORPORA, else that of --data-dir)")
    @Nullable
    URI corpora;

    @Option(
            names = "--runs",
            paramLabel = "URL",
            defaultValue = "${env:ENTROPYLONG_RUNS}",
            description = "assembler service (default: $ENTROPYLONG_RUNS, else that of --data-dir)")
    @Nullable
    URI runs;

    static void write(Path dataDir, Map<String, String> addresses) throws IOException {
        Files.writeString(dataDir.resolve(FILE), JsonMapper.shared().writeValueAsString(new TreeMap<>(addresses)));
    }

    /** The retrieval service. */
    Api corpora() throws IOException {
        return new Api(corpora == null ? known("corpora") : corpora);
    }

    /** The assembler service. */
    Api runs() throws IOException {
        return new Api(runs == null ? known("runs") : runs);
    }

    private URI known(String service) throws IOException {
        return known(dataDir, service)
                .map(URI::create)
                .orElseThrow(() -> new UnreachableServer(dataDir.resolve(FILE)
                        + " is not there: start 'entropylong serve', or name a server by --" + service
                        + " URL or --data-dir DIR"));
    }

    /** An address of the {@code serve} that works in a folder; empty when none does. */
    static Optional<String> known(Path dataDir, String service) throws IOException {
        Path file = dataDir.resolve(FILE);
        if (Files.notExists(file)) return Optional.empty();
        JsonNode address = JsonMapper.shared().readTree(Files.readString(file)).path(service);
        return address.isString() ? Optional.of(address.asString()) : Optional.empty();
    }
}
