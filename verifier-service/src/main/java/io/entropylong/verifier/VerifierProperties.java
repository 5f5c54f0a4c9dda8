package io.entropylong.verifier;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this service; the file hands them on to Kafka Streams, this record checks them before it starts.
 *
 * @param stateDir where Kafka Streams keeps its stores; may be lost, since the broker has them too
 * @param threads of Kafka Streams
 * @param maxWait after which a root whose next record does not come is given up; the time in which the service ran counts
 */
@Validated
@ConfigurationProperties(prefix = "entropylong.verifier", ignoreUnknownFields = false)
public record VerifierProperties(
        @DefaultValue("state/verifier") Path stateDir,
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("6h") @DurationMin(seconds = 1) Duration maxWait) {}
