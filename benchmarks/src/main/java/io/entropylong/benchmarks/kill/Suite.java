package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A running suite that can be disturbed. */
interface Suite extends AutoCloseable {
    /** Base of the retrieval service; may be another after a disturbance. */
    URI corpora();

    /** Base of the assembler service; may be another after a disturbance. */
    URI runs();

    /** Host and port of the broker. */
    String kafka();

    /** What can be done to it. */
    List<Disturbance> disturbances();

    /**
     * Returns when what was killed has been started again; it need not be ready.
     *
     * @return what is to be said of it, otherwise empty
     */
    String disturb(Disturbance disturbance) throws IOException, InterruptedException;

    /** What ended although nobody killed it. */
    Optional<String> death();

    /** Forward tokens of all passes so far, those of processes that were killed included. */
    long computedTokens();

    /** Where the datasets lie after {@link #close()}. */
    Path datasets();

    /** Ends all of it, and removes what is not needed to see what happened. */
    @Override
    void close() throws IOException;
}
