package io.entropylong.entropy;

import io.entropylong.entropy.scoring.BatchLimits;
import io.entropylong.entropy.scoring.ScoringPool.PoolLimits;
import io.entropylong.languagemodel.Precision;
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
 * @param screenPrecision what the first stage computes in when a run asks for two; loaded when the first one does
 * @param workers forward passes at a time; 0 chooses for the machine: as many as there are cores for, on a GPU two
 * @param intraOpThreads threads of one forward pass
 * @param batchTokens most tokens of sequences that share a pass; 0 chooses: one sequence a pass on a CPU, 16384 on a GPU
 * @param maxTokensInFlight most tokens of all passes at a time, which bounds the memory that they take; a longer pass runs
 *     alone
 * @param profileBatch roots that are taken from the topic at a time; what is done again after a crash
 * @param scoreBatch score requests that are taken from the topic at a time
 */
@Validated
@ConfigurationProperties(prefix = "entropylong.entropy", ignoreUnknownFields = false)
public record EntropyProperties(
        @NotNull Path model,
        @NotNull Path modelCache,
        @DefaultValue("cpu-fp32") @NotBlank String precision,
        @DefaultValue("cpu-int8") @NotBlank String screenPrecision,
        @DefaultValue("0") @Min(0) int workers,
        @DefaultValue("1") @Min(1) int intraOpThreads,
        @DefaultValue("0") @Min(0) int batchTokens,
        @DefaultValue("32768") @Min(1) int maxTokensInFlight,
        @DefaultValue("4") @Min(1) int profileBatch,
        @DefaultValue("4") @Min(1) int scoreBatch) {
    private static final int GPU_BATCH_TOKENS = 16_384;

    /** Threads and batches, those that were left to the machine chosen for it. */
    PoolLimits limits(int processors) {
        boolean cuda = Precision.of(precision).onCuda();
        int threads = cuda ? 2 : Math.max(1, processors / intraOpThreads);
        return new PoolLimits(
                workers == 0 ? threads : workers,
                // padding costs a CPU what tokens cost, and costs a GPU less than a pass of its own
                new BatchLimits(batchTokens > 0 ? batchTokens : cuda ? GPU_BATCH_TOKENS : 1, cuda),
                maxTokensInFlight);
    }
}
