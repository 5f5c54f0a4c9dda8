package io.entropylong.embedded.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Runs one Kafka node (broker and controller) on the loopback address. It ends when its standard input ends, so it
 * never outlives the process that started it, however that one dies.
 */
public final class BrokerMain {
    /** File in the data directory with settings that come on top of the broker's own; may be missing. */
    private static final String OVERRIDES = "overrides.properties";

    private BrokerMain() {}

    /**
     * Formats the storage at the first start, then runs the broker until standard input ends.
     *
     * @param args data directory, client port, controller port
     * @throws Exception when the storage cannot be formatted
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            throw new IllegalArgumentException("Expected 3 arguments: data directory, client port, controller port");
        }
        exitWhenParentDies();
        Path data = Path.of(args[0]).toAbsolutePath();
        Path logs = Files.createDirectories(data.resolve("log"));
        BrokerConfiguration configuration =
                new BrokerConfiguration(logs, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        if (Files.notExists(logs.resolve("meta.properties"))) {
            format(logs);
        }
        Properties properties = configuration.toProperties();
        addOverrides(properties, data.resolve(OVERRIDES));
        Kafka.main(new String[] {
            write(properties, data.resolve("server.properties")).toString()
        });
    }

    private static void format(Path logs) throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerConfiguration.NODE_ID)
                .setControllerListenerName(BrokerConfiguration.CONTROLLER_LISTENER)
                .addDirectory(logs.toString())
                .setMetadataLogDirectory(logs.toString())
                .run();
    }

    private static void addOverrides(Properties properties, Path file) throws IOException {
        if (Files.notExists(file)) return;
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
    }

    private static Path write(Properties properties, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            properties.store(writer, "written at each start");
        }
        return file;
    }

    private static void exitWhenParentDies() {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
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
