package io.entropylong.entropy;

import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.messaging.ServiceApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the entropy service. */
public final class EntropyServiceApplication {
    private EntropyServiceApplication() {}

    public static void main(String[] args) {
        builder().run(args);
    }

    /**
     * The service, ready to be run by itself or beside others in one JVM. Override its settings by arguments
     * ({@code --entropylong.entropy.model=...}): properties set on the builder rank below the service's own file.
     */
    public static SpringApplicationBuilder builder() {
        return builder(LanguageModelConfiguration.class);
    }

    /**
     * @param model a configuration with a {@link TokenScorer}
     */
    static SpringApplicationBuilder builder(Class<?> model) {
        return ServiceApplication.builder("entropy", EntropyServiceConfiguration.class, model);
    }
}
