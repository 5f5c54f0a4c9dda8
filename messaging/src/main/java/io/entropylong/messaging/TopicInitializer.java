package io.entropylong.messaging;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes the topics before any bean can look for them, since a binding to a topic that is missing blocks for a minute; and
 * hands the settings of Kafka clients on to the binders, which have settings of their own.
 */
final class TopicInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String[] BINDERS = {
        "spring.cloud.stream.kafka.binder.configuration.", "spring.cloud.stream.kafka.streams.binder.configuration."
    };

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        KafkaProperties kafka =
                Binder.get(context.getEnvironment()).bindOrCreate(KafkaProperties.PREFIX, KafkaProperties.class);
        Map<String, Object> settings = new HashMap<>();
        for (String binder : BINDERS) {
            kafka.client().forEach((name, value) -> settings.put(binder + name, value));
        }
        context.getEnvironment().getPropertySources().addLast(new MapPropertySource(KafkaProperties.PREFIX, settings));
        kafka.topics().ensure();
    }
}
