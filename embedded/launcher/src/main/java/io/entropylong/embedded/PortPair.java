package io.entropylong.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The two loopback ports of a server: one for clients, one for the server's own use. */
record PortPair(int client, int internal) {
    private static final String FILE = "ports.properties";
    private static final String CLIENT = "client";
    private static final String INTERNAL = "internal";

    PortPair {
        requirePort(CLIENT, client);
        requirePort(INTERNAL, internal);
        if (client == internal) {
            throw new IllegalArgumentException("Both ports are " + client);
        }
    }

    /** The ports kept in the data directory; at the first start free ones are chosen and kept. */
    static PortPair of(Path dataDir) throws IOException {
        Path file = dataDir.resolve(FILE);
        if (Files.exists(file)) {
            return read(file);
        }
        PortPair chosen = choose();
        Properties properties = new Properties();
        properties.setProperty(CLIENT, Integer.toString(chosen.client));
        properties.setProperty(INTERNAL, Integer.toString(chosen.internal));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return chosen;
    }

    private static PortPair read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new PortPair(port(properties, CLIENT, file), port(properties, INTERNAL, file));
    }

    private static int port(Properties properties, String key, Path file) {
        String value = properties.getProperty(key, "");
        try {
            int port = Integer.parseInt(value);
            requirePort(key, port);
            return port;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + ", " + key + ": expected a port between 1 and 65535, found '" + value
                            + "'; delete the file to have free ports chosen",
                    e);
        }
    }

    private static PortPair choose() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket client = new ServerSocket(0, 1, loopback);
                ServerSocket internal = new ServerSocket(0, 1, loopback)) {
            return new PortPair(client.getLocalPort(), internal.getLocalPort());
        }
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(name + ": expected a port between 1 and 65535, found " + port);
        }
    }
}
