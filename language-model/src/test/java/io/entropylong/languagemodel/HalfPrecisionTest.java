package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The graphs for CUDA, run by ONNX Runtime's CPU kernels: their structure and their rounding, not their speed. */
class HalfPrecisionTest {
    @TempDir
    Path work = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama3", "qwen2", "qwen3", "mistral", "smollm3", "olmo2", "granite", "phi3"})
    void float16BlocksStayNearTheScoresOfTransformers(String name) throws IOException {
        ReferenceScores reference = ReferenceScores.read(TinyModels.FAMILIES.resolve(name));

        try (LanguageModel model = LanguageModel.onCpu(TinyModels.folder(name, work), options(Precision.CUDA_FP16))) {
            reference.verify(model, 0.02);
        }
    }

    @Test
    void aPrecisionForCudaIsRefusedWhereThereIsNoDevice() throws IOException {
        Path folder = TinyModels.folder("llama", work);

        assertThatThrownBy(() -> LanguageModel.open(folder, options(Precision.CUDA_FP16)))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("cuda-fp16", "CUDA device 0", "cpu-fp32");
    }

    @Test
    void float16IsNotFloat32() throws IOException {
        ReferenceScores reference = ReferenceScores.read(TinyModels.FAMILIES.resolve("llama"));
        int[] all = IntStream.range(1, reference.ids().length).toArray();
        Path folder = TinyModels.folder("llama", work);

        try (LanguageModel half = LanguageModel.onCpu(folder, options(Precision.CUDA_FP16));
                LanguageModel full = LanguageModel.open(folder, options(Precision.CPU_FP32))) {
            assertThat(half.score(reference.ids(), all).entropies())
                    .isNotEqualTo(full.score(reference.ids(), all).entropies());
        }
    }

    private ModelOptions options(Precision precision) {
        return new ModelOptions(work.resolve("cache"), precision, 1);
    }
}
