package io.entropylong.verifier.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.Backlog;
import io.entropylong.messaging.KafkaProperties;
import io.entropylong.messaging.StageTraces;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The function that the bindings are made for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
public class VerifyBindings {
    @Bean
    Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>[]> verify(
            MeterRegistry registry,
            PrometheusRegistry distributions,
            StageTraces traces,
            @Value("${entropylong.verifier.max-wait}") Duration maxWait) {
        return new VerifyTopology(new MessageCodec(), new VerifyMeters(registry, distributions), traces, maxWait);
    }

    @Bean
    Backlog backlog(KafkaProperties kafka, MeterRegistry registry) {
        return new Backlog(
                kafka,
                registry,
                List.of(new Backlog.Reader(
                        "verify", "verifier", List.of(Topics.PROFILES, Topics.CANDIDATES, Topics.SCORES))));
    }
}
