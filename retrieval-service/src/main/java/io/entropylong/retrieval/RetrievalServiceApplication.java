package io.entropylong.retrieval;

import io.entropylong.messaging.ServiceApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the retrieval service. */
public final class RetrievalServiceApplication {
    private RetrievalServiceApplication() {}

    public static void main(String[] args) {
        builder().run(args);
    }

    /** The service, to be run with settings as arguments. */
    public static SpringApplicationBuilder builder() {
        return ServiceApplication.builder("retrieval", RetrievalServiceConfiguration.class);
    }
}
