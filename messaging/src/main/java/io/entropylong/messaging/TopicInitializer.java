package io.entropylong.messaging;

import io.entropylong.common.topic.TopicProvision;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Makes the topics before any bean can look for them: a binding to a topic that is missing blocks for a minute. */
final class TopicInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        KafkaProperties kafka =
                Binder.get(context.getEnvironment()).bindOrCreate("entropylong.kafka", KafkaProperties.class);
        new TopicProvision(kafka.bootstrapServers(), kafka.partitions(), kafka.replicas()).ensure();
    }
}
