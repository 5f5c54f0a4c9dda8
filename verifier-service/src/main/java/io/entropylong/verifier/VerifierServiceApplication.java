package io.entropylong.verifier;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the verifier service. */
public final class VerifierServiceApplication {
    private VerifierServiceApplication() {}

    public static void main(String[] args) {
        builder().run(args);
    }

    /**
     * The service, ready to be run by itself or beside others in one JVM. Override its settings by arguments
     * ({@code --entropylong.verifier.state-dir=...}): properties set on the builder rank below the service's own file.
     */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(VerifierServiceConfiguration.class)
                .initializers(new TopicInitializer())
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "spring.config.name=application-verifier",
                        "spring.application.name=verifier",
                        "spring.application.admin.enabled=false",
                        "spring.jmx.enabled=false");
    }
}
