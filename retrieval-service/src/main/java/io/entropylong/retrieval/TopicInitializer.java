package io.entropylong.retrieval;

import io.entropylong.common.topic.TopicProvision;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Makes the topics before any binding starts: a transactional producer hangs on a topic that is not there. */
final class TopicInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        new TopicProvision(
                        environment.getRequiredProperty("entropylong.kafka.bootstrap-servers"),
                        environment.getProperty("entropylong.kafka.partitions", Integer.class, 4),
                        environment.getProperty("entropylong.kafka.replicas", Short.class, (short) 1))
                .ensure();
    }
}
