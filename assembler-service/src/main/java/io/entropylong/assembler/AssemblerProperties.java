package io.entropylong.assembler;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * This service's own settings.
 *
 * @param outputRoot that all datasets lie under
 * @param stateDir where Kafka Streams keeps its stores
 * @param upload where finished datasets go as well; null for nowhere
 */
@Validated
@ConfigurationProperties(prefix = "entropylong.assembler", ignoreUnknownFields = false)
public record AssemblerProperties(
        @DefaultValue("datasets") Path outputRoot,
        @DefaultValue("state/assembler") Path stateDir,
        @Nullable @Valid Upload upload) {
    /**
     * @param target s3://BUCKET/PREFIX; each dataset goes to a folder of its own, named as its output
     * @param endpoint of a store that is not AWS's own
     * @param region null for the one of the environment
     * @param pathStyle whether the bucket stands in the path rather than in the host's name
     * @param attempts after which an upload is given up; what was sent stays
     * @param pause after the first attempt that failed; doubled after each further one, up to 5 minutes
     */
    public record Upload(
            @NotBlank String target,
            @Nullable URI endpoint,
            @Nullable String region,
            @DefaultValue("false") boolean pathStyle,
            @DefaultValue("10") @Positive int attempts,
            @DefaultValue("5s") @DurationMin(millis = 1) Duration pause) {}

    public AssemblerProperties {
        outputRoot = outputRoot.toAbsolutePath().normalize();
    }
}
