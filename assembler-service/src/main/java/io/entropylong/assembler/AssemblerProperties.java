package io.entropylong.assembler;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * This service's own settings.
 *
 * @param outputRoot that all datasets lie under
 * @param stateDir where Kafka Streams keeps its stores
 */
@Validated
@ConfigurationProperties(prefix = "entropylong.assembler", ignoreUnknownFields = false)
public record AssemblerProperties(
        @DefaultValue("datasets") Path outputRoot,
        @DefaultValue("state/assembler") Path stateDir) {
    public AssemblerProperties {
        outputRoot = outputRoot.toAbsolutePath().normalize();
    }
}
