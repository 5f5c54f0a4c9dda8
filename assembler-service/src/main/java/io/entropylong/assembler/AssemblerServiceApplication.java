package io.entropylong.assembler;

import io.entropylong.common.topic.TopicProvision;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Starts the assembler service. */
public final class AssemblerServiceApplication {
    private AssemblerServiceApplication() {}

    public static void main(String[] args) {
        builder().run(args);
    }

    /** The service, ready to run; it makes missing topics before anything binds to them. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(AssemblerServiceConfiguration.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "spring.config.name=application-assembler",
                        "spring.application.name=assembler",
                        "spring.jmx.enabled=false",
                        "spring.application.admin.enabled=false")
                .initializers(AssemblerServiceApplication::provideTopics);
    }

    private static void provideTopics(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        new TopicProvision(
                        environment.getRequiredProperty("entropylong.kafka.bootstrap-servers"),
                        environment.getRequiredProperty("entropylong.kafka.partitions", Integer.class),
                        environment.getRequiredProperty("entropylong.kafka.replicas", Short.class))
                .ensure();
    }
}
