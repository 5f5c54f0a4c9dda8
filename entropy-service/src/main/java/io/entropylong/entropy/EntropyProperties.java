package io.entropylong.entropy;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the entropy service runs its model.
 *
 * @param model the language model: a GGUF file or a Hugging Face folder
 * @param modelCache folder for what is made from it once
 * @param precision what the model computes in, for instance cpu-fp32
 * @param workers sequences that are scored at a time; changes no result
 * @param intraOpThreads threads of one forward pass
 * @param profileBatch roots that are taken from the topic at a time; what is done again after a crash
 * @param scoreBatch score requests that are taken from the topic at a time
 */
@Validated
@ConfigurationProperties(prefix = "entropylong.entropy", ignoreUnknownFields = false)
public record EntropyProperties(
        @NotNull Path model,
        @NotNull Path modelCache,
        @DefaultValue("cpu-fp32") @NotBlank String precision,
        @DefaultValue("2") @Min(1) int workers,
        @DefaultValue("1") @Min(1) int intraOpThreads,
        @DefaultValue("4") @Min(1) int profileBatch,
        @DefaultValue("4") @Min(1) int scoreBatch) {}
