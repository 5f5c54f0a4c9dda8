package io.entropylong.verifier;

import io.entropylong.messaging.ServiceApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the verifier service. */
public final class VerifierServiceApplication {
    private VerifierServiceApplication() {}

    public static void main(String[] args) {
        builder().run(args);
    }

    /** The service, to be run with settings as arguments. */
    public static SpringApplicationBuilder builder() {
        return ServiceApplication.builder("verifier", VerifierServiceConfiguration.class);
    }
}
