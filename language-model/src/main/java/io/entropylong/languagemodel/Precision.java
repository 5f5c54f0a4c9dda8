package io.entropylong.languagemodel;

import java.util.Arrays;
import java.util.Locale;

/** What a model is converted to. */
public enum Precision {
    /** float32 throughout: the reference. */
    CPU_FP32,
    /** int8 weights and activations, a scale for each token and each output; faster, and off by tenths of a nat. */
    CPU_INT8,
    /** float16 blocks, float32 from the last norm on, on a CUDA device. */
    CUDA_FP16,
    /** bfloat16 blocks, for models that overflow float16; float32 from the last norm on, on a CUDA device. */
    CUDA_BF16;

    /** Whether it runs on a CUDA device, and nowhere else. */
    public boolean onCuda() {
        return this == CUDA_FP16 || this == CUDA_BF16;
    }

    /** The name in settings and manifests, for instance {@code cpu-fp32}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException when there is no such precision, with those there are
     */
    public static Precision of(String id) {
        return Arrays.stream(values())
                .filter(precision -> precision.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("precision " + id + " is not one of "
                        + Arrays.stream(values()).map(Precision::id).toList()));
    }
}
