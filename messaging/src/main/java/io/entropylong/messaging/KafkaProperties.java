package io.entropylong.messaging;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The broker that all services share.
 *
 * @param bootstrapServers host:port[,host:port]
 * @param partitions of each topic
 * @param replicas of each partition
 */
@Validated
@ConfigurationProperties("entropylong.kafka")
public record KafkaProperties(
        @NotBlank @DefaultValue("127.0.0.1:9092") String bootstrapServers,
        @Min(1) @DefaultValue("4") int partitions,
        @Min(1) @DefaultValue("1") short replicas) {}
