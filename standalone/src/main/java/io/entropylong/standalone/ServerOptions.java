package io.entropylong.standalone;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the services are that a command talks to: named, or those of the {@code serve} that works in a folder. */
final class ServerOptions {
    @Mixin
    ServeFolder folder = new ServeFolder();

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

    /** The retrieval service. */
    Api corpora() throws IOException {
        return new Api(corpora == null ? served("corpora") : corpora);
    }

    /** The assembler service. */
    Api runs() throws IOException {
        return new Api(runs == null ? served("runs") : runs);
    }

    private URI served(String service) throws IOException {
        return folder.address(service)
                .map(URI::create)
                .orElseThrow(() -> new UnreachableServer(folder.file()
                        + " is not there: start 'entropylong serve', or name a server by --" + service
                        + " URL or --data-dir DIR"));
    }
}
