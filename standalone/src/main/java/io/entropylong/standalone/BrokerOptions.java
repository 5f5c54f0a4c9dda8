package io.entropylong.standalone;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which broker a command talks to: named, or that of the {@code serve} that works in a folder. */
final class BrokerOptions {
    private static final String DEFAULT = "127.0.0.1:9092";

    @Mixin
    ServeFolder folder = new ServeFolder();

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "the broker (default: that of --data-dir, or " + DEFAULT + " where nothing runs in it)")
    @Nullable
    String kafka;

    /** Host and port. */
    String kafka() throws IOException {
        return kafka == null ? folder.address("kafka").orElse(DEFAULT) : kafka;
    }
}
