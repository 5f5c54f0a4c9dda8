package io.entropylong.messaging;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** One of the suite's services, ready to be run by itself or beside others in one JVM. */
public final class ServiceApplication {
    /** Puts traces into the metrics, where Debian's Prometheus, 2.42, refuses the whole scrape for it. */
    private static final String EXEMPLARS =
            "org.springframework.boot.micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration";

    private ServiceApplication() {}

    /**
     * Override settings by arguments ({@code --entropylong.kafka.bootstrap-servers=...}): properties set on the builder
     * rank below the service's own file.
     *
     * @param name of the service; its settings stand in application-NAME.yml
     * @param configurations what it is made of
     */
    public static SpringApplicationBuilder builder(String name, Class<?>... configurations) {
        return new SpringApplicationBuilder(configurations)
                .sources(MessagingConfiguration.class)
                .initializers(new TopicInitializer())
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "spring.config.name=application-" + name,
                        "spring.application.name=" + name,
                        "spring.application.admin.enabled=false",
                        "spring.jmx.enabled=false",
                        "spring.autoconfigure.exclude=" + EXEMPLARS,
                        // StreamBridge and its channels would put spans of their own into the header that StageTraces
                        // sets
                        "management.observations.enable.spring.integration=false",
                        "management.observations.enable.spring.cloud.function=false",
                        // what is traced at all is the root, of which there are few
                        "management.tracing.sampling.probability=1.0");
    }
}
