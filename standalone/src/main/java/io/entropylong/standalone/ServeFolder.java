package io.entropylong.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The folder that a {@code serve} works in, where it leaves its addresses. */
final class ServeFolder {
    /** What {@code serve} leaves in its folder while it runs. */
    private static final String FILE = "addresses.json";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "folder of the running 'entropylong serve' (default: ${DEFAULT-VALUE})")
    Path dataDir = Path.of("entropylong-data");

    static void write(Path dataDir, Map<String, String> addresses) throws IOException {
        Files.writeString(dataDir.resolve(FILE), JsonMapper.shared().writeValueAsString(new TreeMap<>(addresses)));
    }

    /** Where the addresses stand. */
    Path file() {
        return dataDir.resolve(FILE);
    }

    /** An address of the {@code serve} that works in the folder; empty when none does. */
    Optional<String> address(String service) throws IOException {
        if (Files.notExists(file())) return Optional.empty();
        JsonNode address =
                JsonMapper.shared().readTree(Files.readString(file())).path(service);
        return address.isString() ? Optional.of(address.asString()) : Optional.empty();
    }
}
