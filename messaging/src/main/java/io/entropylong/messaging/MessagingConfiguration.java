package io.entropylong.messaging;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every service has. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
public class MessagingConfiguration {
    /** None unless there is somewhere to send spans to. */
    @Bean
    StageTraces stageTraces(
            Tracer tracer,
            Propagator propagator,
            @Value("${management.opentelemetry.tracing.export.otlp.endpoint:}") String endpoint) {
        return endpoint.isBlank() ? StageTraces.none() : new StageTraces(tracer, propagator);
    }
}
