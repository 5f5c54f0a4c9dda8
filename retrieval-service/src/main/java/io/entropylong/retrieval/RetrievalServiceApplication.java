package io.entropylong.retrieval;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the retrieval service. */
public final class RetrievalServiceApplication {
    private RetrievalServiceApplication() {}

    public static void main(String[] args) {
        builder().run(args);
    }

    /**
     * The service, ready to be run by itself or beside others in one JVM. Override its settings by arguments ({@code
     * --entropylong.retrieval.opensearch=...}): properties set on the builder rank below the service's own file.
     */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(RetrievalServiceConfiguration.class)
                .initializers(new TopicInitializer())
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "spring.config.name=application-retrieval",
                        "spring.application.name=retrieval",
                        "spring.application.admin.enabled=false",
                        "spring.jmx.enabled=false");
    }
}
