package io.entropylong.verifier;

import io.entropylong.common.topic.TopicProvision;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Makes the topics before any bean can look for them: a binding to a topic that is missing blocks for a minute. */
final class TopicInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        new TopicProvision(
                        environment.getRequiredProperty("entropylong.kafka.bootstrap-servers"),
                        environment.getRequiredProperty("entropylong.kafka.partitions", Integer.class),
                        environment.getRequiredProperty("entropylong.kafka.replicas", Short.class))
                .ensure();
    }
}
